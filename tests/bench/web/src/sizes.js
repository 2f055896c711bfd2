// How much is sent: every file packed with gzip -9, added up.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { DIST, HOME } from './peers.js';
import { showBytes } from './table.js';

const FOLDER_LIMIT_BYTES = 120_000;
const SINGLE_FILE_LIMIT_BYTES = 250_000;

/** @param {string} file */
async function packedFile(file) {
  return gzipSync(await readFile(file), { level: 9 }).length;
}

/** @param {string} folder */
async function packedFolder(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      bytes += await packedFile(path.join(entry.parentPath, entry.name));
    }
  }
  return bytes;
}

/**
 * @param {string} what @param {number | undefined} bytes @param {number} limit
 * @returns {import('./table.js').Row}
 */
function limitRow(what, bytes, limit) {
  return {
    benchmark: 'size',
    what,
    ours: bytes === undefined ? '' : showBytes(bytes),
    beside: `limit ${showBytes(limit)}`,
    ratio: bytes === undefined ? undefined : bytes / limit,
    atMost: 1,
  };
}

/**
 * @param {import('./build.js').Build} build
 * @param {import('./peers.js').Peer[]} peers
 * @returns {Promise<import('./table.js').Row[]>}
 */
export async function sizes(build, peers) {
  const folder = build.folder === undefined ? undefined : await packedFolder(build.folder);
  const single = build.singleFile === undefined ? undefined : await packedFile(build.singleFile);
  const rows = [
    limitRow('game of five levels, folder', folder, FOLDER_LIMIT_BYTES),
    limitRow('the same as a single .html', single, SINGLE_FILE_LIMIT_BYTES),
  ];
  const ours = folder === undefined ? '' : showBytes(folder);
  for (const { name, folder: scene, library } of peers) {
    const sceneBytes = await packedFolder(path.join(DIST, scene));
    const libraryBytes = await packedFile(path.join(HOME, 'node_modules', library));
    for (const [what, bytes] of /** @type {[string, number][]} */ ([
      ['the folder beside a scene with one sprite', sceneBytes],
      ['the folder beside a bare library', libraryBytes],
    ])) {
      const ratio = folder === undefined ? undefined : folder / bytes;
      rows.push({ benchmark: 'size', what, ours, beside: `${name} ${showBytes(bytes)}`, ratio });
    }
  }
  return rows;
}
