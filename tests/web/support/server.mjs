// A web server for tests: the files of a folder from memory, with faults put in where a test wants them.

import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  wasm: 'application/wasm',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
};

/** Every file of a folder by its path. */
export function filesOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return [relative(folder, path), readFileSync(path)];
    }),
  );
}

/** Serves files until closed. Change `files` and the next request sees it. */
export async function serve(files) {
  const sockets = new Set();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1) || 'index.html';
    const bytes = files.get(path);
    response.statusCode = bytes ? 200 : 404;
    response.setHeader('Content-Type', TYPES[path.split('.').at(-1)] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', 'no-store');
    response.end(bytes);
  });
  server.on('connection', (socket) => {
    sockets.add(socket.unref());
    socket.once('close', () => sockets.delete(socket));
  });
  // A test that fails leaves it open; that keeps nobody waiting.
  server.unref();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    files,
    // Chromium trusts this name enough for a service worker.
    origin: `http://localhost:${server.address().port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
