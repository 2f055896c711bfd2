import assert from "node:assert/strict";
import { test } from "node:test";
import { hashLines } from "../src/hash-lines";
import { Pool } from "../src/pool";
import { fit } from "../src/scale";

test("the screen grows by whole device pixels", () => {
  assert.deepEqual(fit(1280, 800, 320, 180), { scale: 4, left: 0, top: 40 });
  assert.deepEqual(fit(1919, 1080, 320, 180), { scale: 5, left: 160, top: 90 });
  assert.equal(fit(1170, 2532, 320, 180).scale, 3, "an upright phone");
  assert.equal(fit(2532, 1170, 320, 180).scale, 6, "a phone on its side");
  assert.equal(fit(160, 90, 320, 180).scale, 0.5, "not even once");
});

test("hash lines are those of the terminal", () => {
  const hashes = BigUint64Array.of(0x00ab_cdef_0123_4567n, 2n ** 64n - 1n, 5n);
  assert.deepEqual(hashLines({ hashes, ticks: 75 }), [
    "     0 00abcdef01234567",
    "    60 ffffffffffffffff",
    "    75 0000000000000005",
  ]);
});

test("a proof of whole seconds has no line twice", () => {
  assert.deepEqual(hashLines({ hashes: BigUint64Array.of(1n, 2n), ticks: 60 }).at(-1), "    60 0000000000000002");
});

test("a cache has an end and keeps what was used last", () => {
  const pool = new Pool<number, string>(2);
  pool.set(1, "one");
  pool.set(2, "two");
  pool.get(1);
  pool.set(3, "three");
  assert.deepEqual([pool.size, pool.get(1), pool.get(2), pool.get(3)], [2, "one", undefined, "three"]);
});
