// Says what is on the screen to people who listen to it.

import { element } from "./page";
import { Moment, type Rules } from "./rules";

/** Sentences follow each other no faster, in milliseconds. */
const PAUSE_MS = 900;

export class Voice {
  private news = -1;
  private spokeAt = -PAUSE_MS;

  /** Call each frame, at `now` milliseconds. */
  tell(rules: Rules, now: number): void {
    const news = rules.now(Moment.news);
    if (news === this.news || now - this.spokeAt < PAUSE_MS) return;
    [this.news, this.spokeAt] = [news, now];
    element("said").textContent = rules.describe();
  }
}
