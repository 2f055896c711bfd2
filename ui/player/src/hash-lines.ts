// A proof's state hashes as text.

import type { Proof } from "./rules";

/** Hashes are this many ticks apart. */
const EVERY_TICKS = 60;

/** `snapcade hash`'s lines: the tick in six columns, the state's hash in hexadecimal. */
export function hashLines({ hashes, ticks }: Pick<Proof, "hashes" | "ticks">): string[] {
  return Array.from(hashes, (hash, index) => {
    const tick = index < hashes.length - 1 ? index * EVERY_TICKS : ticks;
    return `${String(tick).padStart(6)} ${hash.toString(16).padStart(16, "0")}`;
  });
}
