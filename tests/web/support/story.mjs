// The smoke story of every browser: load, play level 1 to the goal with real keys, no errors.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBuild } from './build.mjs';
import { filesOf } from './server.mjs';

const code = (name) => readFileSync(join(import.meta.dirname, '../page', `${name}.js`), 'utf8');

/** What a test does to a page before its own scripts, as one script. */
export const preparation = (changes) =>
  [code('watch'), code('clock'), `window.testWasm = ${JSON.stringify(changes)};`, code('wasm')].join('\n');

/**
 * The folder form with that script in the page itself, for a browser whose driver cannot put one in. The page's policy is
 * told of it by its digest and otherwise stays as it is.
 */
export function filesWith(script) {
  const files = filesOf(inBuild('folder'));
  const digest = createHash('sha256').update(script).digest('base64');
  const html = files.get('index.html').toString();
  const allowed = html.replace(/script-src /, `script-src 'sha256-${digest}' `);
  const prepared = allowed.replace(/(<meta[^>]*Content-Security-Policy[^>]*>)/i, (policy) => `${policy}<script>${script}</script>`);
  assert.ok(allowed !== html && prepared !== allowed, 'the page has a policy that could be told');
  files.set('index.html', Buffer.from(prepared));
  return files;
}
