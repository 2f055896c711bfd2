// Chromium, and pages in it that are watched for anything that should not happen.

import { join } from 'node:path';
import { chromium } from 'playwright-core';

const QUIET = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SOFTWARE_WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
const NO_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

/** Starts Chromium; `webgl: false` is a computer whose graphics driver is of no use, `density` its display's. */
export function launch({ webgl = true, density = 1 } = {}) {
  return chromium.launch({
    executablePath: process.env.SNAPCADE_CHROMIUM ?? '/usr/bin/chromium',
    args: [...QUIET, ...(webgl ? SOFTWARE_WEBGL : NO_WEBGL), `--force-device-scale-factor=${density}`],
    chromiumSandbox: false,
  });
}

const script = (name) => ({ path: join(import.meta.dirname, '../page', `${name}.js`) });

/**
 * A page in a visitor of its own. `clock`: time moves by the test's hand; `wasm`: what `page/wasm.js` changes;
 * `before`: a function run in the page before its own scripts; the rest is Playwright's (viewport, hasTouch, …).
 */
export async function visit(browser, { clock = false, wasm, before, ...visitor } = {}) {
  const context = await browser.newContext(visitor);
  await context.addInitScript(script('watch'));
  if (before) await context.addInitScript(before);
  if (clock) await context.addInitScript(script('clock'));
  if (wasm) {
    await context.addInitScript((changes) => (window.testWasm = { ...window.testWasm, ...changes }), wasm);
    await context.addInitScript(script('wasm'));
  }
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => requests.push(request.url()));
  return { context, page, complaints, requests };
}

/** Waits until the game can be played. A page whose time stands still draws no frames: ask by the clock of the outside. */
export const ready = (page) => until(page, () => window.snapcade?.frames > 0);

/** Waits until something is true in a page. */
export const until = (page, condition, ...args) => page.waitForFunction(condition, args[0], { polling: 20, timeout: 20_000 });

/** The moment, with names for its numbers. */
export async function momentOf(page) {
  const [screen, attract, level, levels, talk, hearts, lives, coins, score] = await page.evaluate(() => [...window.snapcade.moment()]);
  return { screen, attract, level, levels, talk, hearts, lives, coins, score };
}

/** What `moment` says first. */
export const SCREEN = { title: 0, intro: 1, playing: 2, paused: 3, dying: 4, clear: 5, over: 6, won: 7 };

/** What the page was not allowed to do, was warned about or asked elsewhere for; all of it should be empty. */
export async function mischief({ page, complaints, requests }, origin) {
  const violations = await page.evaluate(() => window.testViolations);
  const foreign = requests.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url));
  return { complaints, violations, foreign };
}

export const NO_MISCHIEF = { complaints: [], violations: [], foreign: [] };
