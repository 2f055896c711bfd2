// How long it takes from the start of a navigation until the first frame is drawn.

import { setTimeout } from 'node:timers/promises';

import { VIEWPORT } from './browser.js';
import { spread } from './statistics.js';
import { showSpread } from './table.js';

/** What the page's mark says, and what was seen then. */
const REPORT = 'snapcade-bench:';
const FRAME_TIMEOUT_MS = 30_000;
/** Between two pages, so that the browser can clear up after the first one. */
const SETTLE_MS = 200;
/** Our first frame may take so many times as long as that of an empty page. */
const LIMIT_OVER_EMPTY = 1.5;

/**
 * Runs in every page before its own scripts. When the page marks its first frame, this reads one pixel of every WebGL
 * canvas on the page: that returns only when all drawing is done, so nobody gains by leaving work in the queue. Then it
 * counts the colours on the canvases, so that an empty frame is not taken for a first one.
 * @param {string} report
 */
function watchFirstFrame(report) {
  /** @type {Set<WebGLRenderingContext | WebGL2RenderingContext | CanvasRenderingContext2D>} */
  const contexts = new Set();
  /** @param {unknown} context @returns {context is WebGLRenderingContext | WebGL2RenderingContext} */
  const isWebGl = (context) => context instanceof WebGLRenderingContext || context instanceof WebGL2RenderingContext;
  const getContext = HTMLCanvasElement.prototype.getContext;
  // @ts-expect-error one function for all of its overloads
  HTMLCanvasElement.prototype.getContext = function (/** @type {any[]} */ ...given) {
    // @ts-expect-error as above
    const context = getContext.apply(this, given);
    if (context instanceof CanvasRenderingContext2D || isWebGl(context)) {
      contexts.add(context);
    }
    return context;
  };
  /** @param {WebGLRenderingContext | WebGL2RenderingContext} gl @param {number} width @param {number} height */
  const read = (gl, width, height) => {
    const pixels = new Uint8Array(width * height * 4);
    const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
    return pixels;
  };
  const mark = performance.mark;
  let isSeen = false;
  performance.mark = function (name, ...options) {
    const entry = mark.call(performance, name, ...options);
    if (name !== 'snapcade:first-frame' || isSeen) {
      return entry;
    }
    isSeen = true;
    const shown = [...contexts].filter(({ canvas }) => canvas instanceof HTMLCanvasElement && canvas.isConnected);
    for (const context of shown) {
      if (isWebGl(context)) {
        read(context, 1, 1);
      }
    }
    const drawnMs = performance.now();
    const colors = shown.map((context) => {
      const { width, height } = context.canvas;
      const pixels = isWebGl(context) ? read(context, width, height) : context.getImageData(0, 0, width, height).data;
      return new Set(new Uint32Array(pixels.buffer)).size;
    });
    console.debug(report + JSON.stringify({ markedMs: entry.startTime, drawnMs, colors: Math.max(0, ...colors) }));
    return entry;
  };
}

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {string} address
 */

/**
 * @typedef {object} Frame
 * @property {number} markedMs when everything was handed to WebGL
 * @property {number} drawnMs when it was drawn
 * @property {number} colors on the frame
 */

/**
 * Loads a page in a context of its own, with nothing in any cache.
 * @param {import('playwright-core').Browser} browser
 * @param {Page} page
 * @param {string} [screenshot] where to put a picture of the page a moment later
 * @returns {Promise<Frame>}
 */
export async function load(browser, { name, address }, screenshot) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const tab = await context.newPage();
    await tab.addInitScript(watchFirstFrame, REPORT);
    /** @type {Promise<never>} */
    const fault = new Promise((_, fail) => {
      tab.once('pageerror', fail);
    });
    const reported = tab.waitForEvent('console', {
      predicate: (message) => message.text().startsWith(REPORT),
      timeout: FRAME_TIMEOUT_MS,
    });
    await tab.goto(address, { waitUntil: 'commit' });
    const message = await Promise.race([reported, fault]).catch((error) => {
      throw new Error(`${name} shows no first frame: ${error.message}`);
    });
    /** @type {Frame} */
    const frame = JSON.parse(message.text().slice(REPORT.length));
    if (frame.colors < 2) {
      throw new Error(`${name}: its first frame is empty. A page has to mark its frame in the task that draws it.`);
    }
    if (screenshot !== undefined) {
      await tab.screenshot({ path: screenshot });
    }
    return frame;
  } finally {
    await context.close();
  }
}

/**
 * Shuffled, but alike in every run: nobody always comes after the same page.
 * @template T
 * @param {T[]} items
 * @param {() => number} random below 1
 * @returns {T[]}
 */
function shuffled(items, random) {
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Numbers below 1 that follow from a seed (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Loads all pages in turn, in another order each round.
 * @param {import('playwright-core').Browser} browser
 * @param {Page[]} pages
 * @param {number} rounds
 * @returns {Promise<Map<string, Frame[]>>}
 */
async function measure(browser, pages, rounds) {
  /** @type {Map<string, Frame[]>} */
  const frames = new Map(pages.map(({ name }) => [name, []]));
  // The first rounds bring the browser's own parts into memory.
  const warmUp = 2;
  const random = randomFrom(1);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const page of shuffled(pages, random)) {
      // The page before has to be gone, or its end would be counted.
      await setTimeout(SETTLE_MS);
      const frame = await load(browser, page);
      if (round >= warmUp) {
        frames.get(page.name)?.push(frame);
      }
    }
  }
  return frames;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{ ours: Page[], empty: Page, peers: Page[] }} pages
 * @param {number} rounds
 * @returns {Promise<import('./table.js').Row[]>}
 */
export async function firstFrame(browser, { ours, empty, peers }, rounds) {
  const frames = await measure(browser, [empty, ...ours, ...peers], rounds);
  /** @param {Page} page */
  const drawn = ({ name }) => spread((frames.get(name) ?? []).map(({ drawnMs }) => drawnMs));
  /** @type {{ name: string, time?: import('./statistics.js').Spread }[]} */
  const measured = ours.map((page) => ({ name: page.name, time: drawn(page) }));
  if (measured.length === 0) {
    measured.push({ name: 'a game of five levels' });
  }
  return measured.flatMap(({ name, time }) => [empty, ...peers].map((other) => {
    const otherTime = drawn(other);
    return {
      benchmark: 'first frame',
      what: name,
      ours: time ? showSpread(time) : '',
      beside: `${other.name} ${showSpread(otherTime)}`,
      ratio: time && time.median / otherTime.median,
      atMost: other === empty ? LIMIT_OVER_EMPTY : 1,
      times: time ? [time, otherTime] : [otherTime],
    };
  }));
}
