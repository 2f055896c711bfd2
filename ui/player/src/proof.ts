// The levels' proofs, played in the browser: `#prove` or `#prove=2`. The lines equal those of `snapcade hash`.

import { element } from "./page";
import { Moment, type Proof, type Rules } from "./rules";
import { WORDS } from "./words";

/** Hashes are this many ticks apart. */
const EVERY_TICKS = 60;

/** `snapcade hash`'s lines: the tick in six columns, the state's hash in hexadecimal. */
export function hashLines({ hashes, ticks }: Pick<Proof, "hashes" | "ticks">): string[] {
  return Array.from(hashes, (hash, index) => {
    const tick = index < hashes.length - 1 ? index * EVERY_TICKS : ticks;
    return `${String(tick).padStart(6)} ${hash.toString(16).padStart(16, "0")}`;
  });
}

/** Plays a level's proof (counted from 1), or all, and writes what came of it. */
export async function prove(rules: Rules, only: number): Promise<void> {
  const page = element("proof");
  page.hidden = false;
  const say = (line: string): void => page.append(`${line}\n`);
  const levels = only ? [only - 1] : Array.from({ length: rules.now(Moment.levels) }, (_, level) => level);
  document.title = WORDS.proving;
  let areBeaten = true;
  for (const level of levels) {
    say(`level ${level + 1}`);
    // A task each: the page stays alive.
    await new Promise((resolve) => setTimeout(resolve));
    const proof = rules.prove(level);
    for (const line of hashLines(proof)) say(line);
    say(proof.beats ? `level ${level + 1} ${WORDS.proven}` : `level ${level + 1} ${WORDS.notProven}`);
    areBeaten &&= proof.beats;
  }
  document.title = areBeaten ? WORDS.proven : WORDS.notProven;
}
