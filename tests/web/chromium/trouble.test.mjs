// What can go wrong in a family's browser: a friendly screen, or a game that plays anyway. Never a black page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inBuild } from '../support/build.mjs';
import { TROUBLE } from '../support/controls.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { SCREEN, launch, momentOf, ready, until, visit } from '../support/chromium.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const VERSION_AT = 4;

const damaged = (bytes) => Buffer.from(bytes.map((byte, i) => (i > bytes.length / 2 ? byte ^ 0x55 : byte)));
const cut = (bytes) => bytes.subarray(0, bytes.length / 2);
const ofLaterVersion = (bytes) => Buffer.from(bytes.map((byte, i) => (i === VERSION_AT ? byte + 1 : byte)));

const tryAgain = (page) => page.locator(TROUBLE.again);

/** A friendly screen: words that a child may read, and a way on that has the focus. */
async function isComforted(page, words) {
  await tryAgain(page).waitFor();
  const shown = await page.locator(TROUBLE.words).innerText();
  assert.match(shown, words);
  assert.doesNotMatch(shown, /undefined|null|\[object|Error|\d{3}/);
  assert.ok(await tryAgain(page).evaluate((button) => button === document.activeElement), 'Enter is enough');
}

for (const [name, file, change, words] of [
  ['a damaged pack', 'game.pack', damaged, /damaged|broken|read/i],
  ['half a pack', 'game.pack', cut, /damaged|broken|read/i],
  ['a pack that is none', 'game.pack', () => Buffer.from('<!doctype html><p>Not found'), /not a|damaged|broken|read/i],
  ['a pack of a later version', 'game.pack', ofLaterVersion, /fit together|version|newer/i],
  ['no pack', 'game.pack', () => undefined, /missing|load|found/i],
  ['no player', 'player.wasm', () => undefined, /missing|load|found/i],
  ['half a player', 'player.wasm', cut, /damaged|broken|load|read/i],
]) {
  test(`${name}: a friendly screen, and "Try again" plays once it is mended`, async () => {
    const files = filesOf(inBuild('folder'));
    const whole = files.get(file);
    files.set(file, change(whole));
    const server = await serve(files);
    const { page, context } = await visit(browser);
    await page.goto(server.origin);
    await isComforted(page, words);
    files.set(file, whole);
    await tryAgain(page).click();
    await ready(page);
    assert.equal((await momentOf(page)).screen, SCREEN.title);
    await context.close();
    await server.close();
  });
}

test('a fault of ours while playing: a friendly screen, and the game begins again', async () => {
  const server = await serve(filesOf(inBuild('folder')));
  const { page, context } = await visit(browser, { wasm: { trapAtTick: 30 } });
  await page.goto(`${server.origin}/#level=2`);
  await isComforted(page, /our fault/i);
  await tryAgain(page).click();
  await ready(page);
  await until(page, () => window.snapcade.ticks > 60);
  await context.close();
  await server.close();
});

test('no WebAssembly: words that say which browser would do', async () => {
  const server = await serve(filesOf(inBuild('folder')));
  const { page, context } = await visit(browser, { before: () => delete window.WebAssembly });
  await page.goto(server.origin);
  await isComforted(page, /browser/i);
  await context.close();
  await server.close();
});

test('a browser of ten years ago without DecompressionStream still plays the single file', async () => {
  const { page, context, complaints } = await visit(browser, { before: () => delete window.DecompressionStream });
  await page.goto(pathToFileURL(inBuild('game.html')).href);
  await ready(page);
  assert.equal(await page.evaluate(() => typeof DecompressionStream), 'undefined');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a private window that keeps nothing plays all the same', async () => {
  const server = await serve(filesOf(inBuild('folder')));
  const forbid = () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  };
  const { page, context, complaints } = await visit(browser, { before: forbid });
  await page.goto(server.origin);
  await ready(page);
  await page.keyboard.press('Enter', { delay: 100 });
  await until(page, (playing) => window.snapcade.moment()[0] === playing, SCREEN.playing);
  await page.keyboard.press('KeyM');
  assert.deepEqual(complaints, []);
  await context.close();
  await server.close();
});
