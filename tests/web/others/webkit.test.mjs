// The smoke story in WebKit: WebKitGTK's MiniBrowser, driven through WebDriver.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { hashes, inBuild, proof } from '../support/build.mjs';
import { SCREEN } from '../support/chromium.mjs';
import { assertSameGame, play } from '../support/play.mjs';
import { serve } from '../support/server.mjs';
import { filesWith, preparation } from '../support/story.mjs';
import { WebKit } from '../support/webdriver.mjs';

const KEY_OF = { ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Space: ' ', KeyE: 'e', KeyP: 'p', Enter: '\uE007' };
let webkit;
before(async () => (webkit = await WebKit.launch()));
after(() => webkit?.close());

const key = (type) => (code) => webkit.keys([{ type, value: KEY_OF[code] }]);
const until = (condition, ...args) =>
  webkit.evaluate(
    `async (...args) => { while (!(${condition})(...args)) await new Promise((resolve) => setTimeout(resolve)); }`,
    ...args,
  );

test('WebKit: level 1 is played to the goal with real keys, tick for tick as the proof does', async () => {
  const way = proof(1);
  const complain = `window.testComplaints = []; addEventListener('error', (event) => window.testComplaints.push(event.message));
    addEventListener('unhandledrejection', (event) => window.testComplaints.push(String(event.reason)));
    for (const kind of ['error', 'warn']) console[kind] = (...words) => window.testComplaints.push(words.join(' '));`;
  const server = await serve(filesWith(complain + preparation({ seed: way.seed })));
  await webkit.goto(`${server.origin}/#level=1`);
  await until(() => window.snapcade?.frames > 0);
  const seen = await play(way, {
    down: key('keyDown'),
    up: key('keyUp'),
    ticksTo: (tick) => webkit.evaluate((target) => window.testClock.ticksTo(target), tick),
  });
  assertSameGame(seen, hashes(1), way);
  const end = await webkit.evaluate(() => ({
    screen: window.snapcade.moment()[0],
    complaints: window.testComplaints,
    violations: window.testViolations,
    foreign: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin)),
  }));
  assert.deepEqual(end, { screen: SCREEN.clear, complaints: [], violations: [], foreign: [] });
  await server.close();
});

test('WebKit: the single file plays from a disk', async () => {
  await webkit.goto(pathToFileURL(inBuild('game.html')).href);
  await until(() => window.snapcade?.frames > 0);
  await key('keyDown')('Enter');
  await until((playing) => window.snapcade.moment()[0] === playing, SCREEN.playing);
  await key('keyUp')('Enter');
});
