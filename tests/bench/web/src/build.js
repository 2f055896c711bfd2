// What the bench is given: a finished build.

import { access } from 'node:fs/promises';
import path from 'node:path';

/**
 * A build; what is not there is not measured.
 * @typedef {object} Build
 * @property {string} [folder] the folder form
 * @property {string} [singleFile] the single file
 * @property {string} [arena] player.wasm and arena.pack
 */

/** @param {string} place */
async function ifThere(place) {
  try {
    await access(place);
    return place;
  } catch {
    return undefined;
  }
}

/**
 * Looks into a folder for `folder/`, `game.html` and `arena/`. Without one, only the peers are measured.
 * @param {string | undefined} root
 * @returns {Promise<Build>}
 */
export async function findBuild(root) {
  if (root === undefined) {
    return {};
  }
  const build = {
    folder: await ifThere(path.join(root, 'folder')),
    singleFile: await ifThere(path.join(root, 'game.html')),
    arena: await ifThere(path.join(root, 'arena')),
  };
  if (Object.values(build).every((part) => part === undefined)) {
    throw new Error(`${root} has no folder/, game.html or arena/: give the folder of a build`);
  }
  return build;
}
