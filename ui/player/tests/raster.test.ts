// The same stories as the tests of the software painter (crates/paint), which is the reference.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Raster } from "../src/raster";

interface Quad {
  x?: number;
  y?: number;
  w?: number;
  h?: number;
  sprite?: number;
  flags?: number;
  tint?: readonly number[];
}

const BACK = 0x010203;
const [RED, GREEN, BLUE] = [0xff0000, 0x00ff00, 0x0000ff];
/** Red, green; blue, nothing. */
const RGBA = Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0);

/** The pixels of a 4 x 2 canvas as 0xRRGGBB. */
function paint(quad: Quad): number[] {
  const pixels = new Uint32Array(8);
  const raster = new Raster(pixels, 4, 2);
  raster.load({ width: 2, height: 2, rgba: RGBA, sprites: Uint16Array.of(0, 0, 2, 2) });
  const { x = 0, y = 0, w = 2, h = 2, sprite = 0, flags = 0, tint = [255, 255, 255, 255] } = quad;
  const memory = new ArrayBuffer(32);
  new Int16Array(memory, 16, 6).set([x, y, w, h, sprite, flags]);
  new Uint8Array(memory, 28).set(tint);
  raster.paint({ memory, address: 16, count: 1, clear: BACK });
  return Array.from(pixels, (pixel) => ((pixel & 255) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 255));
}

test("a sprite is placed, mirrored and cut at the edges", () => {
  assert.deepEqual(paint({ x: 1 }), [BACK, RED, GREEN, BACK, BACK, BLUE, BACK, BACK]);
  assert.deepEqual(paint({ flags: 1 }), [GREEN, RED, BACK, BACK, BACK, BLUE, BACK, BACK]);
  assert.deepEqual(paint({ flags: 2 }), [BLUE, BACK, BACK, BACK, RED, GREEN, BACK, BACK]);
  assert.deepEqual(paint({ x: -1, y: -1 }), Array(8).fill(BACK));
  assert.equal(paint({ x: -1, flags: 1 })[0], RED);
  assert.deepEqual(paint({ x: 32767, y: -32768 }), Array(8).fill(BACK));
});

test("a sprite is stretched to the nearest texel", () => {
  assert.deepEqual(paint({ w: 4, h: 1 }).slice(0, 4), [BLUE, BLUE, BACK, BACK]);
  assert.deepEqual(paint({ w: 4, h: 2 }), [RED, RED, GREEN, GREEN, BLUE, BLUE, BACK, BACK]);
  assert.deepEqual(paint({ w: 0 }), Array(8).fill(BACK));
});

test("tints multiply and shapes fill", () => {
  assert.equal(paint({ tint: [128, 255, 255, 255] })[0], 0x800000);
  assert.equal(paint({ tint: [255, 255, 255, 128] })[0], 0x800101);
  assert.deepEqual(paint({ flags: 4, tint: [9, 8, 7, 255] }).slice(0, 2), [0x090807, 0x090807]);
});

test("unknown sprites paint nothing", () => {
  assert.deepEqual(paint({ sprite: 9 }), Array(8).fill(BACK));
});

test("every opacity is blended as the reference blends it", () => {
  for (let alpha = 0; alpha < 256; alpha++) {
    const below = [1, 2, 3];
    const expected = [200, 100, 255].map((top, i) => Math.floor((top * alpha + (below[i] ?? 0) * (255 - alpha)) / 255 + 0.5));
    const [r = 0, g = 0, b = 0] = expected;
    assert.equal(paint({ flags: 4, tint: [200, 100, 255, alpha] })[0], (r << 16) | (g << 8) | b, `opacity ${alpha}`);
  }
});
