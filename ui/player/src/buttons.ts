// What is held down, merged from everything that can hold something down.

/** The buttons as the rules count them. */
export const enum Button {
  left = 1,
  right = 2,
  up = 4,
  down = 8,
  jump = 16,
  action = 32,
  pause = 64,
}

/** Keyboard, gamepads and touch as one: a button is down while anything holds it. */
export class Buttons {
  private readonly sources = new Map<string, number>();
  private held = 0;
  /** Pressed since the last tick, even if let go again. */
  private pressed = 0;
  /** Let go since the last tick. */
  private released = 0;
  /** What the last tick got. */
  private given = 0;

  /** What a source holds from now on. */
  set(source: string, bits: number): void {
    this.sources.set(source, bits);
    let held = 0;
    for (const each of this.sources.values()) held |= each;
    this.pressed |= held & ~this.held;
    this.released |= this.held & ~held;
    this.held = held;
  }

  /** A short press. */
  tap(bits: number): void {
    this.pressed |= bits;
  }

  /** All is let go, and forgotten. */
  clear(): void {
    this.sources.clear();
    this.held = this.pressed = this.released = 0;
  }

  /** What the next tick gets. No press is lost: one shorter than a tick lasts one, one after a short gap shows the gap first. */
  take(): number {
    const gap = this.released & this.pressed & this.given;
    const bits = (this.held | this.pressed) & ~gap;
    this.pressed = gap;
    this.released = 0;
    this.given = bits;
    return bits;
  }
}
