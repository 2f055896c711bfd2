// The smoke story in Firefox, driven through WebDriver BiDi.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { hashes, inBuild, proof } from '../support/build.mjs';
import { SCREEN } from '../support/chromium.mjs';
import { assertSameGame, play } from '../support/play.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { preparation } from '../support/story.mjs';

const KEY_OF = { Space: ' ', KeyE: 'e', KeyP: 'p' };
let browser;
let server;
before(async () => {
  const executablePath = process.env.SNAPCADE_FIREFOX ?? '/usr/bin/firefox-esr';
  browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  server = await serve(filesOf(inBuild('folder')));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(script) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  if (script) await page.evaluateOnNewDocument(script);
  return { page, complaints };
}

const ready = (page) => page.waitForFunction(() => window.snapcade?.frames > 0);

test('Firefox: level 1 is played to the goal with real keys, tick for tick as the proof does', async () => {
  const way = proof(1);
  const { page, complaints } = await visit(preparation({ seed: way.seed }));
  const foreign = [];
  page.on('request', (request) => request.url().startsWith(server.origin) || foreign.push(request.url()));
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  const seen = await play(way, {
    down: (code) => page.keyboard.down(KEY_OF[code] ?? code),
    up: (code) => page.keyboard.up(KEY_OF[code] ?? code),
    ticksTo: (tick) => page.evaluate((target) => window.testClock.ticksTo(target), tick),
  });
  assertSameGame(seen, hashes(1), way);
  assert.equal(await page.evaluate(() => window.snapcade.moment()[0]), SCREEN.clear);
  assert.deepEqual(await page.evaluate(() => window.testViolations), []);
  assert.deepEqual(complaints, []);
  assert.deepEqual(foreign, []);
  await page.close();
});

test('Firefox: the single file plays from a disk', async () => {
  const { page, complaints } = await visit();
  await page.goto(pathToFileURL(inBuild('game.html')).href);
  await ready(page);
  await page.keyboard.down('Enter');
  await page.waitForFunction((playing) => window.snapcade.moment()[0] === playing, {}, SCREEN.playing);
  await page.keyboard.up('Enter');
  assert.deepEqual(complaints, []);
  await page.close();
});
