// Displays of all kinds: slow and fast ones, small and large ones, hidden ones, and computers without WebGL.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inBuild } from '../support/build.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { NO_MISCHIEF, SCREEN, launch, mischief, momentOf, ready, until, visit } from '../support/chromium.mjs';
import { LOADING, SAID } from '../support/controls.mjs';

const GAME = { width: 320, height: 180 };
let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(filesOf(inBuild('folder')));
});
after(async () => {
  await browser.close();
  await server.close();
});

for (const hz of [30, 50, 60, 75, 120, 144, 240]) {
  test(`${hz} pictures a second are 60 ticks a second`, async () => {
    const { page, context } = await visit(browser, { clock: true });
    await page.goto(`${server.origin}/#level=1&painter=canvas2d`);
    await ready(page);
    const ticks = await page.evaluate((hz) => {
      window.testClock.frames(hz, hz);
      const begin = window.snapcade.ticks;
      window.testClock.frames(10 * hz, hz);
      return window.snapcade.ticks - begin;
    }, hz);
    assert.ok(Math.abs(ticks - 600) <= 2, `${ticks} ticks in ten seconds`);
    await context.close();
  });
}

test('a long break of the browser is not made up for in one go', async () => {
  const { page, context } = await visit(browser, { clock: true });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  const ticks = await page.evaluate(() => {
    window.testClock.frames(10, 60);
    const begin = window.snapcade.ticks;
    window.testClock.frame(60_000);
    return window.snapcade.ticks - begin;
  });
  assert.ok(ticks <= 15, `${ticks} ticks in one picture`);
  await context.close();
});

test('a hidden game pauses and waits', async () => {
  const { page, context } = await visit(browser, { clock: true });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await page.evaluate(() => window.testClock.frames(180, 60));
  assert.equal((await momentOf(page)).screen, SCREEN.playing);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    window.testClock.frames(60, 60);
  });
  const hidden = await page.evaluate(() => window.snapcade.ticks);
  await page.evaluate(() => {
    delete document.visibilityState;
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
    window.testClock.frames(10, 60);
  });
  assert.equal((await momentOf(page)).screen, SCREEN.paused);
  assert.ok(hidden < 250, `${hidden} ticks: it stood still`);
  await page.keyboard.down('KeyP');
  await page.evaluate(() => window.testClock.frames(5, 60));
  await page.keyboard.up('KeyP');
  await page.evaluate(() => window.testClock.frames(5, 60));
  assert.equal((await momentOf(page)).screen, SCREEN.playing);
  await context.close();
});

/** How many pixels of the display a pixel of the game takes, once the canvas has its place. */
async function scaleOf(page, expected) {
  const scale = ([width, expected]) => {
    const scale = (document.querySelector('canvas').getBoundingClientRect().width * devicePixelRatio) / width;
    return Math.abs(scale - expected) < 1e-3;
  };
  await until(page, scale, [GAME.width, expected]);
  const box = await page.locator('canvas').boundingBox();
  assert.ok(Math.abs(box.height * GAME.width - box.width * GAME.height) < 1, 'as wide as high');
  return box;
}

test('a pixel of the game is a whole number of pixels of the screen', async () => {
  const { page, context } = await visit(browser);
  await page.goto(server.origin);
  await ready(page);
  for (const [width, height, scale] of [[700, 500, 2], [1920, 1080, 6], [333, 700, 1], [1000, 200, 1], [160, 200, 0.5]]) {
    await page.setViewportSize({ width, height });
    const { x, y } = await scaleOf(page, scale);
    assert.ok(Number.isInteger(x) && Number.isInteger(y), `${x}, ${y}: and begins at a whole pixel`);
  }
  await context.close();
});

test('on a dense display the whole pixels are those of the display', async () => {
  const dense = await launch({ density: 3 });
  const { page, context } = await visit(dense, { viewport: null });
  await page.goto(server.origin);
  await ready(page);
  const [width, height] = await page.evaluate(() => [innerWidth * devicePixelRatio, innerHeight * devicePixelRatio]);
  assert.equal(await page.evaluate(() => devicePixelRatio), 3);
  await scaleOf(page, Math.floor(Math.min(width / GAME.width, height / GAME.height)));
  await context.close();
  await dense.close();
});

test('without WebGL the other painter plays', async () => {
  const plain = await launch({ webgl: false });
  const visitor = await visit(plain);
  await visitor.page.goto(`${server.origin}/#level=1`);
  await ready(visitor.page);
  assert.equal(await visitor.page.evaluate(() => window.snapcade.painter), 'canvas2d');
  await until(visitor.page, (playing) => window.snapcade.moment()[0] === playing, SCREEN.playing);
  assert.deepEqual(await mischief(visitor, server.origin), NO_MISCHIEF);
  await plain.close();
});

test('a screen reader hears what can be seen', async () => {
  const { page, context } = await visit(browser);
  await page.goto(server.origin);
  await ready(page);
  await until(page, (said) => document.querySelector(said).textContent.includes('Press jump'), SAID);
  assert.equal(await page.locator(SAID).getAttribute('role'), 'status');
  const title = await page.evaluate(() => document.documentElement.lang + document.title);
  assert.ok(title.startsWith('en') && title.length > 3);
  await context.close();
});

test('who asked for less motion gets a page that does not move', async () => {
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const { page, context } = await visit(browser, { reducedMotion });
    // The game never comes: the page that is shown while it loads stays.
    await page.route('**/game.pack', () => undefined);
    await page.goto(server.origin);
    await page.locator(LOADING).waitFor();
    const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
    assert.equal(moving > 0, reducedMotion === 'no-preference', `${moving} things move`);
    await context.close();
  }
});
