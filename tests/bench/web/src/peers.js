// The peers: what is bundled, how, and what their bare libraries are.

import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'esbuild';

/** This package's folder. */
export const HOME = path.dirname(import.meta.dirname);
/** Where bundles are written. */
export const DIST = path.join(HOME, 'dist');

/**
 * @typedef {object} Peer
 * @property {string} name as shown, with its version
 * @property {string} folder of its scene, in `peers` and in `dist`
 * @property {string} library its minified library file as the package ships it, relative to `node_modules`
 */

/** @param {string} name @param {string} packageName @param {string} library @param {string} folder */
async function peer(name, packageName, library, folder) {
  const about = JSON.parse(await readFile(path.join(HOME, 'node_modules', packageName, 'package.json'), 'utf8'));
  return { name: `${name} ${about.version}`, folder, library: path.join(packageName, library) };
}

/**
 * The three engines that the bench holds us against.
 * @returns {Promise<Peer[]>}
 */
export function peers() {
  return Promise.all([
    peer('Phaser', 'phaser', 'dist/phaser.min.js', 'phaser'),
    peer('LittleJS', 'littlejsengine', 'dist/littlejs.min.js', 'littlejs'),
    peer('KAPLAY', 'kaplay', 'dist/kaplay.js', 'kaplay'),
  ]);
}

/** What is bundled: the scenes, and the two pages of the rules benchmark. */
const PAGES = ['peers/phaser', 'peers/littlejs', 'peers/kaplay', 'peers/phaser-crowd', 'ours/arena'];

/**
 * Bundles every page for production, as its maker would ship it: one minified module, the picture beside it.
 */
export async function bundlePages() {
  await rm(DIST, { recursive: true, force: true });
  for (const page of PAGES) {
    const to = path.join(DIST, path.basename(page));
    await mkdir(to, { recursive: true });
    await bundle(path.join(HOME, page, 'main.js'), to);
    await copyFile(path.join(HOME, page, 'index.html'), path.join(to, 'index.html'));
  }
}

/** @param {string} entry @param {string} outdir */
async function bundle(entry, outdir) {
  await build({
    entryPoints: [entry],
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    // LittleJS keeps its debug tools out of what it exports for production.
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.png': 'file' },
    assetNames: '[name]',
    legalComments: 'none',
    logLevel: 'warning',
  });
}
