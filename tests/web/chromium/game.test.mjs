// The same game in the browser as in the terminal program: every state, and every pixel within the tolerance.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashes, inBuild, pictures, proof } from '../support/build.mjs';
import { PROOF } from '../support/controls.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { NO_MISCHIEF, SCREEN, launch, mischief, momentOf, ready, until, visit } from '../support/chromium.mjs';
import { assertSameGame, handsOf, play } from '../support/play.mjs';
import { readHashes } from '../support/replay.mjs';
import { assertSame } from '../support/picture.mjs';

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(filesOf(inBuild('folder')));
});
after(async () => {
  await browser.close();
  await server.close();
});

test('level 1 is played to the goal with real keys, tick for tick as the proof does', async () => {
  const way = proof(1);
  const visitor = await visit(browser, { clock: true, wasm: { seed: way.seed } });
  const { page } = visitor;
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  assert.equal(await page.evaluate(() => window.testClock.hash()), hashes(1)[0]);
  assertSameGame(await play(way, handsOf(page)), hashes(1), way);
  assert.equal((await momentOf(page)).screen, SCREEN.clear);
  assert.deepEqual(await mischief(visitor, server.origin), NO_MISCHIEF);
  await visitor.context.close();
});

for (const painter of ['webgl2', 'canvas2d']) {
  test(`${painter} draws what the software painter draws`, async () => {
    const way = proof(1);
    for (const level of [0, 1]) {
      const { page, context } = await visit(browser, { clock: true, wasm: { seed: level ? way.seed : [1, 0] } });
      await page.goto(`${server.origin}/#${level ? 'level=1&' : ''}painter=${painter}`);
      await ready(page);
      assert.equal(await page.evaluate(() => window.snapcade.painter), painter);
      const stops = pictures()
        .filter((picture) => picture.level === level)
        .map(({ name, tick, png }) => ({
          tick,
          look: async () => assertSame(name, painter, await page.evaluate(() => window.testClock.picture()), png),
        }));
      await play(level ? way : { runs: [{ buttons: [], ticks: stops.at(-1).tick }] }, handsOf(page), stops);
      await context.close();
    }
  });
}

test('a page can prove its own levels: the hashes are those of the terminal program', async () => {
  const visitor = await visit(browser);
  const { page } = visitor;
  await page.goto(`${server.origin}/#prove`);
  await until(page, () => document.title === 'proven');
  const levels = (await page.locator(PROOF).textContent()).split(/^level \d+\n/m).slice(1);
  assert.equal(levels.length, 5);
  for (const [index, lines] of levels.entries()) {
    const seen = readHashes(lines.slice(0, lines.indexOf('level')));
    assert.deepEqual(seen, hashes(index + 1), `level ${index + 1}`);
  }
  assert.deepEqual(await mischief(visitor, server.origin), NO_MISCHIEF);
  await visitor.context.close();
});
