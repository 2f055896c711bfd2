// Every form of an export, from where people put it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { inBuild } from '../support/build.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { NO_MISCHIEF, SCREEN, launch, mischief, momentOf, ready, until, visit } from '../support/chromium.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Begins a game by the keyboard and sees it being played. */
async function begins(page) {
  await ready(page);
  assert.equal((await momentOf(page)).levels, 5);
  await page.keyboard.press('Enter', { delay: 100 });
  await until(page, (playing) => window.snapcade.moment()[0] === playing && !window.snapcade.moment()[1], SCREEN.playing);
}

async function loadsAndPlays(visitor, url, origin) {
  await visitor.page.goto(url);
  await begins(visitor.page);
  assert.deepEqual(await mischief(visitor, origin), NO_MISCHIEF);
  await visitor.context.close();
}

test('a folder on a web server', async () => {
  const server = await serve(filesOf(inBuild('folder')));
  await loadsAndPlays(await visit(browser), server.origin, server.origin);
  await server.close();
});

test('a zip, unpacked by whoever hosts it', async () => {
  const unpacked = Object.entries(unzipSync(readFileSync(inBuild('game.zip'))));
  const server = await serve(new Map(unpacked.map(([path, bytes]) => [path, Buffer.from(bytes)])));
  await loadsAndPlays(await visit(browser), server.origin, server.origin);
  await server.close();
});

test('what "snapcade serve" hands out', { skip: !process.env.SNAPCADE_BIN && 'SNAPCADE_BIN names no program' }, async () => {
  const program = spawn(process.env.SNAPCADE_BIN, ['serve', inBuild('game.snapcade')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let link;
    for await (const line of createInterface({ input: program.stdout })) {
      link = /Play at (http:\S+)/.exec(line)?.[1];
      if (link) break;
    }
    assert.ok(link, 'it says where');
    await loadsAndPlays(await visit(browser), link, new URL(link).origin);
  } finally {
    program.kill();
  }
});

test('one file, opened from a disk', async () => {
  await loadsAndPlays(await visit(browser), pathToFileURL(inBuild('game.html')).href, 'file:');
});

test('installed: it plays without any network, and after the server is gone', async () => {
  const server = await serve(filesOf(inBuild('folder')));
  const visitor = await visit(browser);
  const { page, context } = visitor;
  await page.goto(server.origin);
  await ready(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated') await new Promise((resolve) => active.addEventListener('statechange', resolve));
  });
  assert.deepEqual(await mischief(visitor, server.origin), NO_MISCHIEF);
  await server.close();
  await context.setOffline(true);
  await page.reload();
  await begins(page);
  await context.close();
});
