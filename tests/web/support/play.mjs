// A level played by its proof, with real key events.

import assert from 'node:assert/strict';
import { keystrokes, ticksOf } from './replay.mjs';

/**
 * Plays a replay. `hands` are a browser's: `down(code)`, `up(code)` and `ticksTo(tick)`, which gives back hashes. `stops` are
 * ticks, in order, and what is done there. Returns the state hashes by tick.
 */
export async function play(replay, hands, stops = []) {
  const seen = {};
  const waiting = [...stops];
  for (const { at, up, down } of keystrokes(replay)) {
    while (waiting.length > 0 && waiting[0].tick <= at) {
      const { tick, look } = waiting.shift();
      Object.assign(seen, await hands.ticksTo(tick));
      await look();
    }
    Object.assign(seen, await hands.ticksTo(at));
    for (const code of up) await hands.up(code);
    for (const code of down) await hands.down(code);
  }
  return seen;
}

/** Every hash of the terminal program has to be seen, at its tick. */
export function assertSameGame(seen, expected, replay) {
  const ticks = Object.keys(expected).filter((tick) => Number(tick) > 0);
  assert.ok(ticks.length > 3 && ticks.includes(String(ticksOf(replay))), 'the expected hashes cover the whole level');
  const got = Object.fromEntries(ticks.map((tick) => [tick, seen[tick]]));
  assert.deepEqual(got, Object.fromEntries(ticks.map((tick) => [tick, expected[tick]])));
}

/** The hands of a Playwright page. */
export const handsOf = (page) => ({
  down: (code) => page.keyboard.down(code),
  up: (code) => page.keyboard.up(code),
  ticksTo: (tick) => page.evaluate((target) => window.testClock.ticksTo(target), tick),
});
