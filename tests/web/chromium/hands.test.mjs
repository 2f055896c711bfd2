// Every way to hold the game: thumbs on a phone, left- and right-handed, and a gamepad.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inBuild } from '../support/build.mjs';
import { CONTROLS } from '../support/controls.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { SCREEN, launch, momentOf, ready, visit } from '../support/chromium.mjs';

const PHONE = { viewport: { width: 780, height: 360 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
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

/** Fingers on the glass of a page: each call says where all of them are, `touchEnd` those that are lifted (none: all). */
async function fingers(page) {
  const session = await page.context().newCDPSession(page);
  const points = (at) => Object.entries(at).map(([id, [x, y]]) => ({ id: Number(id), x, y }));
  return (type, at) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points(at) });
}

async function middle(page, selector) {
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  return [x + width / 2, y + height / 2];
}

const frames = (page, count) => page.evaluate((count) => window.testClock.frames(count, 60), count);
const held = (page) => page.evaluate(() => window.testHeld.at(-1));
/** Remembers the buttons that reach the rules. */
const listen = () => {
  window.testHeld = [];
  window.testWasm = { heard: (buttons) => window.testHeld.push(buttons) };
};
const LEFT = 1;
const RIGHT = 2;
const JUMP = 16;

async function onAPhone(before = listen) {
  const { page, context } = await visit(browser, { ...PHONE, clock: true, before, wasm: {} });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await frames(page, 200);
  return { page, context, touch: await fingers(page) };
}

test('two thumbs walk, jump while walking, and turn by sliding', async () => {
  const { page, context, touch } = await onAPhone();
  // The controls appear with the first touch.
  await touch('touchStart', { 0: [390, 180] });
  await touch('touchEnd', {});
  await page.locator(CONTROLS.right).waitFor({ state: 'visible' });
  await frames(page, 2);
  const [left, right, jump] = await Promise.all([CONTROLS.left, CONTROLS.right, CONTROLS.jump].map((name) => middle(page, name)));
  await touch('touchStart', { 0: right });
  await frames(page, 2);
  assert.equal(await held(page), RIGHT);
  await touch('touchStart', { 0: right, 1: jump });
  await frames(page, 2);
  assert.equal(await held(page), RIGHT | JUMP);
  await touch('touchMove', { 0: left, 1: jump });
  await frames(page, 2);
  assert.equal(await held(page), LEFT | JUMP);
  await touch('touchEnd', { 1: jump });
  await frames(page, 2);
  assert.equal(await held(page), LEFT);
  await touch('touchEnd', {});
  await frames(page, 2);
  assert.equal(await held(page), 0);
  await touch('touchStart', { 0: right });
  await touch('touchCancel', {});
  await frames(page, 2);
  assert.equal(await held(page), 0, 'a call that comes in lets go of everything');
  await context.close();
});

test('controls are large, apart, and change sides for the left-handed', async () => {
  const { page, context, touch } = await onAPhone();
  await touch('touchStart', { 0: [390, 180] });
  await touch('touchEnd', {});
  await page.locator(CONTROLS.right).waitFor({ state: 'visible' });
  for (const name of ['left', 'right', 'jump']) {
    const box = await page.locator(CONTROLS[name]).boundingBox();
    assert.ok(box.width >= 48 && box.height >= 48, `${name}: ${box.width}x${box.height}`);
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 780 && box.y + box.height <= 360, `${name} is on the screen`);
  }
  const screen = await page.locator('canvas').boundingBox();
  assert.ok(Math.abs(screen.x + screen.width / 2 - 390) < 2, `the game is in the middle, not at ${screen.x}`);
  const jumpAt = async () => (await middle(page, CONTROLS.jump))[0];
  const walkAt = async () => (await middle(page, CONTROLS.right))[0];
  assert.ok((await walkAt()) < (await jumpAt()));
  const changeHands = async () => {
    await page.locator(CONTROLS.menu).tap();
    await page.locator(CONTROLS.hand).tap();
    await page.locator(CONTROLS.goOn).tap();
  };
  await changeHands();
  assert.ok((await walkAt()) > (await jumpAt()));
  await page.reload();
  await ready(page);
  await touch('touchStart', { 0: [390, 180] });
  await touch('touchEnd', {});
  await page.locator(CONTROLS.right).waitFor({ state: 'visible' });
  assert.ok((await walkAt()) > (await jumpAt()), 'it is remembered');
  await context.close();
});

test('a keyboard makes the controls on the glass go away', async () => {
  const { page, context } = await visit(browser);
  await page.goto(server.origin);
  await ready(page);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator(CONTROLS.right).isVisible(), false);
  await context.close();
});

test('a gamepad walks, jumps and pauses', async () => {
  const plug = () => {
    window.testHeld = [];
    window.testWasm = { heard: (buttons) => window.testHeld.push(buttons) };
    const pad = { axes: [0, 0, 0, 0], buttons: Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 })) };
    window.testPad = { id: 'Pad', index: 0, connected: true, mapping: 'standard', timestamp: 0, ...pad };
    navigator.getGamepads = () => [window.testPad, null, null, null];
  };
  const { page, context } = await visit(browser, { clock: true, before: plug, wasm: {} });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await page.evaluate(() => dispatchEvent(Object.assign(new Event('gamepadconnected'), { gamepad: window.testPad })));
  await frames(page, 200);
  const press = (button, pressed) =>
    page.evaluate(([button, pressed]) => (window.testPad.buttons[button] = { pressed, touched: pressed, value: Number(pressed) }), [button, pressed]);
  const lean = (x) => page.evaluate((x) => (window.testPad.axes[0] = x), x);
  await lean(0.9);
  await frames(page, 2);
  assert.equal(await held(page), RIGHT);
  await press(0, true);
  await frames(page, 2);
  assert.equal(await held(page), RIGHT | JUMP);
  await lean(-0.9);
  await press(0, false);
  await frames(page, 2);
  assert.equal(await held(page), LEFT);
  await lean(0.05);
  await frames(page, 2);
  assert.equal(await held(page), 0, 'a worn stick that does not come back to the middle');
  await press(15, true);
  await frames(page, 2);
  assert.equal(await held(page), RIGHT, 'the cross works too');
  await press(15, false);
  await press(9, true);
  await frames(page, 2);
  await press(9, false);
  await frames(page, 2);
  assert.equal((await momentOf(page)).screen, SCREEN.paused);
  await context.close();
});
