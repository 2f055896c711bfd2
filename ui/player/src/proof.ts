// The levels' proofs, played in the browser: `#prove` or `#prove=2`. The lines equal those of `snapcade hash`.

import { hashLines } from "./hash-lines";
import { element } from "./page";
import { Moment, type Rules } from "./rules";
import { WORDS } from "./words";

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
