// A browser that is too old to know modules is told so, in a script that it understands.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { inBuild } from '../support/build.mjs';
import { TOO_OLD } from '../support/controls.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { launch, visit } from '../support/chromium.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const SCRIPT = /<script([^>]*)>([\s\S]*?)<\/script>/g;
/** The scripts that run in a browser without modules. */
const oldScripts = (html) =>
  [...html.matchAll(SCRIPT)].filter(([, attributes]) => !/type=/.test(attributes)).map(([, , code]) => code);

for (const [form, path] of Object.entries({ folder: 'folder/index.html', 'single file': 'game.html' })) {
  test(`${form}: what an old browser runs is written in its language`, () => {
    const scripts = oldScripts(readFileSync(inBuild(path), 'utf8'));
    assert.ok(scripts.length > 0);
    for (const code of scripts) parse(code, { ecmaVersion: 5 });
  });
}

test('the words for an old browser can be seen', async () => {
  const files = filesOf(inBuild('folder'));
  // As such a browser sees the page: modules are an unknown kind of script, `nomodule` an unknown attribute.
  const html = files.get('index.html').toString();
  const old = html.replace(/type=("?)module\1/g, 'type="unknown"').replace(/<script nomodule/g, '<script');
  assert.notEqual(old, html);
  files.set('index.html', Buffer.from(old));
  const server = await serve(files);
  const { page, context } = await visit(browser);
  await page.goto(server.origin);
  await page.locator(TOO_OLD).waitFor();
  assert.match(await page.locator(TOO_OLD).innerText(), /browser/i);
  await context.close();
  await server.close();
});
