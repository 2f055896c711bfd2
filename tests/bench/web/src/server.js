// A loopback server for finished folders: everything is read and packed before the first request, so that serving costs
// every page the same.

import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

/** Pictures are packed already. */
const NOT_PACKED = new Set(['.png']);

/**
 * @typedef {object} Mount
 * @property {string} at the first part of the address: `phaser` for `/phaser/…`
 * @property {string} folder
 * @property {string} [only] the one file of the folder that is served
 * @property {boolean} [isolated] whether the page may read a clock of 5 instead of 100 microseconds
 */

/**
 * Serves folders on loopback, each file with gzip -9.
 * @param {Mount[]} mounts
 */
export async function serve(mounts) {
  /** @type {Map<string, { headers: Record<string, string>, body: Buffer }>} */
  const files = new Map();
  for (const { at, folder, only, isolated } of mounts) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || (only !== undefined && entry.name !== only)) {
        continue;
      }
      const file = path.join(entry.parentPath, entry.name);
      const ending = path.extname(file);
      const content = await readFile(file);
      /** @type {Record<string, string>} */
      const headers = { 'Content-Type': TYPES[ending] ?? 'application/octet-stream', 'Cache-Control': 'no-store' };
      if (isolated) {
        headers['Cross-Origin-Opener-Policy'] = 'same-origin';
        headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
      }
      const isPacked = !NOT_PACKED.has(ending);
      if (isPacked) {
        headers['Content-Encoding'] = 'gzip';
      }
      const body = isPacked ? gzipSync(content, { level: 9 }) : content;
      const address = `/${at}/${path.relative(folder, file).split(path.sep).join('/')}`;
      files.set(address, { headers: { ...headers, 'Content-Length': String(body.length) }, body });
    }
  }
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = files.get(asked.endsWith('/') ? `${asked}index.html` : asked);
    if (file) {
      response.writeHead(200, file.headers).end(file.body);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') {
    throw new Error('the server has no port');
  }
  return {
    origin: `http://127.0.0.1:${bound.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
