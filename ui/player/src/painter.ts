// From a draw list to a canvas.

import type { Atlas, DrawList } from "./rules";

/** The screen, in pixels of the game. */
export const WIDTH = 320;
export const HEIGHT = 180;

/** Paints draw lists as the software painter (`crates/paint`) does, which is the reference. */
export interface Painter {
  readonly kind: "webgl2" | "canvas2d";
  /** Takes a game's sprites. Throws when they do not fit. */
  load(atlas: Atlas): void;
  paint(list: DrawList): void;
}
