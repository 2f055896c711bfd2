// The on-screen cross: where a thumb lies, and what that means.

import { Button } from "./buttons";

/** Nearer to the cross's middle than this, a thumb means nothing, in CSS pixels. */
const REST_PX = 10;

/** The buttons for a thumb `x`, `y` from the middle of the cross. Wide to the sides: walking is what a thumb mostly does. */
export function crossButtons(x: number, y: number): number {
  if (Math.hypot(x, y) < REST_PX) return 0;
  const [across, along] = [Math.abs(x), Math.abs(y)];
  const sideways = across > 0.42 * along ? (x < 0 ? Button.left : Button.right) : 0;
  const upright = along > across ? (y < 0 ? Button.up : Button.down) : 0;
  return sideways | upright;
}
