// Bundles, serves and opens what is measured.

import path from 'node:path';

import { launch } from './browser.js';
import { DIST, HOME, bundlePages, peers } from './peers.js';
import { serve } from './server.js';

/**
 * @param {import('./build.js').Build} build
 */
export async function setUp(build) {
  await bundlePages();
  const engines = await peers();
  const scene = (/** @type {string} */ at, isolated = false) => ({ at, folder: path.join(DIST, at), isolated });
  const server = await serve([
    { at: 'empty', folder: path.join(HOME, 'peers', 'empty') },
    ...engines.map(({ folder }) => scene(folder)),
    scene('phaser-crowd', true),
    scene('arena', true),
    ...(build.folder === undefined ? [] : [{ at: 'folder', folder: build.folder }]),
    ...(build.singleFile === undefined
      ? []
      : [{ at: 'single', folder: path.dirname(build.singleFile), only: path.basename(build.singleFile) }]),
    ...(build.arena === undefined ? [] : [{ at: 'arena-files', folder: build.arena, isolated: true }]),
  ]);
  const browser = await launch();
  /** @param {string} at */
  const address = (at) => `${server.origin}/${at}`;
  const ours = [];
  if (build.folder !== undefined) {
    ours.push({ name: 'a game of five levels, folder', address: address('folder/') });
  }
  if (build.singleFile !== undefined) {
    ours.push({ name: 'the same as a single .html', address: address('single/game.html') });
  }
  const phaserName = engines.find(({ folder }) => folder === 'phaser')?.name ?? 'Phaser';
  return {
    engines,
    browser,
    pages: {
      ours,
      empty: { name: 'empty WebGL page', address: address('empty/') },
      peers: engines.map(({ name, folder }) => ({ name, address: address(`${folder}/`) })),
    },
    crowd: {
      ours: build.arena === undefined ? undefined : address('arena/'),
      phaser: {
        'with its tree': address('phaser-crowd/?tree=yes'),
        'without its tree': address('phaser-crowd/?tree=no'),
      },
      phaserName,
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
