import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../src/clock";

/** Ticks of each frame on a display, whose frames come late or early by up to `jitterMs`. */
function play(hz: number, secs: number, jitterMs: number): number[] {
  const clock = new Clock();
  let luck = 12345;
  return Array.from({ length: Math.round(hz * secs) }, (_, frame) => {
    luck = (luck * 1103515245 + 12345) % 2 ** 31;
    return clock.frame(1000 + (frame * 1000) / hz + (luck / 2 ** 30 - 1) * jitterMs);
  });
}
const sum = (ticks: readonly number[]): number => ticks.reduce((total, each) => total + each, 0);

for (const hz of [30, 48, 50, 59.94, 60, 75, 90, 100, 120, 144, 165, 240]) {
  test(`a display of ${hz} Hz shows 60 ticks a second`, () => {
    for (const jitter of [0, 0.05, 0.15]) {
      const ticks = sum(play(hz, 20, (jitter * 1000) / hz));
      assert.ok(Math.abs(ticks - 1200) <= 3, `${ticks} ticks when frames are off by up to ${jitter}`);
    }
  });
}

test("60 Hz gets one tick each frame, however its frames jitter", () => {
  for (const hz of [59.94, 60, 60.2]) {
    for (const jitterMs of [0, 1, 3]) {
      // The first half second may still find the beat.
      assert.deepEqual(new Set(play(hz, 30, jitterMs).slice(30)), new Set([1]), `${hz} Hz, ${jitterMs} ms`);
    }
  }
});

test("120 Hz gets a tick every other frame", () => {
  const ticks = play(120, 10, 0.5).slice(120);
  for (let frame = 1; frame < ticks.length; frame++) assert.equal((ticks[frame] ?? 0) + (ticks[frame - 1] ?? 0), 1);
});

test("a frame that was missed is made up for", () => {
  const clock = new Clock();
  let now = 0;
  for (let frame = 0; frame < 60; frame++) clock.frame((now += 1000 / 60));
  assert.equal(clock.frame((now += 3000 / 60)), 3);
  assert.equal(clock.frame((now += 1000 / 60)), 1);
});

test("a device that is far too slow plays slower instead of stumbling", () => {
  const clock = new Clock();
  let now = 0;
  for (let frame = 0; frame < 50; frame++) assert.ok(clock.frame((now += 200)) <= 4);
});

test("after a pause the game goes on where it was", () => {
  const clock = new Clock();
  clock.frame(0);
  clock.frame(1000 / 60);
  assert.equal(clock.frame(60_000), 1);
  clock.rest();
  assert.equal(clock.frame(60_200), 1);
});
