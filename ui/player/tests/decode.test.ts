import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { bytesOfBase64, inflate } from "../src/decode";
import { inflateHere } from "../src/inflate";

/** Bytes with repetitions and noise, as WebAssembly has them. */
function sample(length: number): Buffer {
  let luck = 7;
  return Buffer.from(
    Array.from({ length }, (_, i) => {
      luck = (luck * 1103515245 + 12345) % 2 ** 31;
      return i % 97 < 60 ? i % 13 : luck >> 16;
    }),
  );
}

const SAMPLES = [Buffer.alloc(0), Buffer.from("a"), Buffer.alloc(70_000, 1), sample(200_000)];

test("base64 gives back what went in", () => {
  for (const bytes of SAMPLES) assert.ok(bytes.equals(bytesOfBase64(`\n ${bytes.toString("base64")}\n`)));
  assert.throws(() => bytesOfBase64("not base64!"));
});

test("a browser with DecompressionStream inflates", async () => {
  for (const bytes of SAMPLES) assert.ok(bytes.equals(await inflate(new Uint8Array(deflateRawSync(bytes)))));
});

test("an old browser inflates every kind of block", async () => {
  for (const bytes of SAMPLES) {
    // Level 0 stores, strategy 4 has fixed codes, the others their own.
    for (const options of [{ level: 0 }, { level: 1 }, { level: 9 }, { strategy: 4 }, { strategy: 2 }]) {
      assert.ok(bytes.equals(inflateHere(deflateRawSync(bytes, options))), `${bytes.length} bytes, ${JSON.stringify(options)}`);
    }
  }
});

test("damaged data is refused or differs, and never hangs", () => {
  const deflated = deflateRawSync(sample(5_000));
  assert.throws(() => inflateHere(deflated.subarray(0, deflated.length / 2)));
  for (let at = 0; at < deflated.length; at += 7) {
    const hurt = Buffer.from(deflated);
    hurt[at] = (hurt[at] ?? 0) ^ 0x55;
    try {
      inflateHere(hurt);
    } catch (error) {
      assert.match(String(error), /damaged/);
    }
  }
});
