// Gamepads: the standard mapping, and the usual places of pads without one.

import { Button, type Buttons } from "./buttons";

/** Further than this is meant: sticks that are let go seldom rest at 0. */
const DEAD_ZONE = 0.4;
/** Up and down ask for more, so that walking does not climb. */
const DEAD_ZONE_VERTICAL = 0.6;

/** Buttons by their number in the standard mapping. */
const STANDARD: Readonly<Record<number, number>> = {
  0: Button.jump,
  1: Button.jump,
  2: Button.action,
  3: Button.action,
  9: Button.pause,
  12: Button.up,
  13: Button.down,
  14: Button.left,
  15: Button.right,
};

/** Clockwise from the top, as a hat on one axis turns. */
const HAT = [
  Button.up,
  Button.up | Button.right,
  Button.right,
  Button.down | Button.right,
  Button.down,
  Button.down | Button.left,
  Button.left,
  Button.up | Button.left,
];

/** What is needed of a `Gamepad`. */
export interface Pad {
  readonly mapping: string;
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean }[];
}

function stick(x: number | undefined = 0, y: number | undefined = 0): number {
  const across = x < -DEAD_ZONE ? Button.left : x > DEAD_ZONE ? Button.right : 0;
  return across | (y < -DEAD_ZONE_VERTICAL ? Button.up : y > DEAD_ZONE_VERTICAL ? Button.down : 0);
}

/** What a pad holds down. */
export function padButtons(pad: Pad): number {
  const { axes } = pad;
  let bits = stick(axes[0], axes[1]);
  pad.buttons.forEach((button, index) => {
    if (button.pressed) bits |= STANDARD[index] ?? 0;
  });
  if (pad.mapping !== "standard") {
    // Without a mapping the cross is either a hat on the tenth axis, at 9/7 when let go, or the seventh and eighth.
    const hat = axes[9];
    if (hat === undefined) bits |= stick(axes[6], axes[7]);
    else if (Math.abs(hat) <= 1) bits |= HAT[Math.round((hat + 1) * 3.5)] ?? 0;
  }
  return bits;
}

/** All pads at once. Call `poll` each frame; it gives what was newly pressed. */
export class Gamepads {
  private held = 0;

  constructor(private readonly buttons: Buttons) {}

  poll(): number {
    let bits = 0;
    try {
      for (const pad of navigator.getGamepads()) if (pad?.connected) bits |= padButtons(pad);
    } catch {
      // Not there, or forbidden in this frame.
    }
    const pressed = bits & ~this.held;
    if (bits !== this.held) this.buttons.set("pads", bits & ~Button.pause);
    this.held = bits;
    return pressed;
  }
}
