// Sound: none before somebody touches something, then music that really sounds, and a switch that ends it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inBuild } from '../support/build.mjs';
import { filesOf, serve } from '../support/server.mjs';
import { NO_MISCHIEF, launch, mischief, ready, until, visit } from '../support/chromium.mjs';

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

const isLoud = () => window.testLoudness() > 0.01;
const runs = () => window.testAudio.some(({ context }) => context.state === 'running');

test('music begins with the first key and falls silent when muted', async () => {
  const visitor = await visit(browser);
  const { page, context } = visitor;
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await until(page, () => window.snapcade.ticks > 30);
  assert.equal(await page.evaluate(runs), false, 'nobody has asked for sound yet');
  await page.keyboard.press('ArrowRight');
  await until(page, runs);
  await until(page, isLoud);
  await page.keyboard.press('KeyM');
  // Held by the browser, or a long row of moments without a sound; the music would not be silent for that long.
  await until(page, () => {
    const isHeld = window.testAudio.every(({ context }) => context.state === 'suspended');
    window.quiet = window.testLoudness() === 0 ? (window.quiet ?? 0) + 1 : 0;
    return isHeld || window.quiet > 20;
  });
  await page.keyboard.press('KeyM');
  await until(page, isLoud);
  assert.deepEqual(await mischief(visitor, server.origin), NO_MISCHIEF);
  await context.close();
});

test('a jump is heard', async () => {
  const { page, context } = await visit(browser, {
    before: () => {
      window.testEffects = 0;
      const { start } = AudioBufferSourceNode.prototype;
      AudioBufferSourceNode.prototype.start = function (...when) {
        const samples = this.buffer?.getChannelData(0) ?? [];
        if (samples.some((sample) => Math.abs(sample) > 0.01)) window.testEffects += 1;
        return start.apply(this, when);
      };
    },
  });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await until(page, () => window.snapcade.moment()[0] === 2);
  const before = await page.evaluate(() => window.testEffects);
  await page.keyboard.down('Space');
  await until(page, (before) => window.testEffects > before, before);
  await page.keyboard.up('Space');
  await context.close();
});

test('a browser without Web Audio plays without sound', async () => {
  const { page, context, complaints } = await visit(browser, {
    before: () => {
      delete window.AudioContext;
      delete window.webkitAudioContext;
    },
  });
  await page.goto(`${server.origin}/#level=1`);
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await until(page, () => window.snapcade.ticks > 60);
  assert.deepEqual(complaints, []);
  await context.close();
});
