// Pictures of a canvas beside those of the software painter. `tolerance.json` is the one place that says how far apart they
// may be: `channel`, by how much a channel of a pixel (0 to 255), and `pixels`, which part of all pixels may be further off.

import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { BUILD } from './build.mjs';

export const TOLERANCE = JSON.parse(readFileSync(join(import.meta.dirname, '../tolerance.json'), 'utf8'));

/** A `data:` address of a PNG, or its bytes, as pixels. */
export function pixelsOf(png) {
  return PNG.sync.read(typeof png === 'string' ? Buffer.from(png.split(',')[1], 'base64') : png);
}

/** The part of pixels that differ by more than `channel`, the largest difference, and a picture with those pixels in red. */
export function compare(actual, expected, channel) {
  const scale = actual.width / expected.width;
  if (!Number.isInteger(scale) || actual.height !== expected.height * scale) {
    throw new Error(`${actual.width}x${actual.height} is no whole multiple of ${expected.width}x${expected.height}`);
  }
  const difference = new PNG({ width: expected.width, height: expected.height });
  let off = 0;
  let most = 0;
  for (let y = 0; y < expected.height; y += 1) {
    for (let x = 0; x < expected.width; x += 1) {
      const at = 4 * (y * expected.width + x);
      // The middle of the block that a pixel of the game became.
      const middle = Math.floor(scale / 2);
      const there = 4 * ((y * scale + middle) * actual.width + x * scale + middle);
      const apart = Math.max(...[0, 1, 2].map((i) => Math.abs(actual.data[there + i] - expected.data[at + i])));
      most = Math.max(most, apart);
      const isOff = apart > channel;
      off += isOff;
      difference.data.set(isOff ? [255, 0, 0, 255] : [0, 0, 0, 255], at);
    }
  }
  return { part: off / (expected.width * expected.height), most, difference };
}

/** Fails when a picture is further from the expected one than the painter may be; leaves both and the difference to look at. */
export async function assertSame(name, painter, png, expectedPng) {
  const { channel, pixels } = TOLERANCE[painter];
  const [actual, expected] = [pixelsOf(png), pixelsOf(expectedPng)];
  const { part, most, difference } = compare(actual, expected, channel);
  if (part <= pixels) return { part, most };
  const folder = join(BUILD, 'failed');
  await mkdir(folder, { recursive: true });
  for (const [kind, picture] of Object.entries({ actual, expected, difference })) {
    await writeFile(join(folder, `${name}.${painter}.${kind}.png`), PNG.sync.write(picture));
  }
  throw new Error(`${name} by ${painter}: ${(100 * part).toFixed(3)} % of the pixels are off, by up to ${most}; see ${folder}`);
}
