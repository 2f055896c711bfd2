// The web builds under test, made by `prepare.mjs`.

import { readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readHashes, readReplay } from './replay.mjs';

/** The folder with the builds. */
export const BUILD = resolve(process.env.SNAPCADE_WEB_BUILD ?? join(import.meta.dirname, '../../out/web-tests'));
if (!existsSync(join(BUILD, 'folder/index.html'))) {
  throw new Error(`${BUILD} holds no web build: run "npm run prepare-build" first, or name one by SNAPCADE_WEB_BUILD`);
}

export const inBuild = (...parts) => join(BUILD, ...parts);

const expected = (name) => readFileSync(inBuild('expected', name));

/** The recorded way through a level, counted from 1. */
export const proof = (level) => readReplay(expected(`proof-${level}.txt`).toString());

/** The state hashes of that way by tick, as the terminal program computed them. */
export const hashes = (level) => readHashes(expected(level === 1 ? 'hashes.txt' : `hashes-${level}.txt`).toString());

/** The software painter's pictures: `{ name, scene, tick, png }`. */
export const pictures = () =>
  JSON.parse(expected('pictures.json').toString()).map((picture) => ({ ...picture, png: expected(`${picture.name}.png`) }));
