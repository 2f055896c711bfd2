// How many ticks of the rules each frame of the display gets.

/** A tick of the rules, in milliseconds. */
export const TICK_MS = 1000 / 60;
/** No frame gets more ticks: a device that is too slow plays slower instead of stumbling ever further behind. */
const MOST_TICKS = 4;
/** A longer gap was a pause, not a frame. */
const PAUSE_MS = 300;
/** So far from the beat, in beats, a frame is off it. */
const STRAY = 0.4;
/** Whole relations of frames to ticks: 30, 60, 120, 180, 240 Hz. */
const RATIOS = [2, 1, 1 / 2, 1 / 3, 1 / 4];

/**
 * Turns the times of frames into ticks: 60 a second on any display.
 *
 * Frames come on the display's beat, but their times jitter. Where the beat is a whole relation of 60 Hz, within a percent, frames are counted instead of
 * measured, so that 60 Hz gets exactly one tick a frame and 120 Hz one in two. Elsewhere an accumulator spreads the ticks.
 */
export class Clock {
  private last = -1;
  /** The display's beat, smoothed, in ticks. */
  private beat = 1;
  private strays = 0;
  private ratio = 0;
  /** Ticks that are due. */
  private due = 0.5;

  /** Forgets how long ago the last frame was: time stood still since. */
  rest(): void {
    this.last = -1;
  }

  /** The ticks for a frame at `now`, in milliseconds. */
  frame(now: number): number {
    const gap = this.last < 0 ? -1 : now - this.last;
    this.last = now;
    if (gap < 0 || gap > PAUSE_MS) return 1;
    const passed = gap / TICK_MS;
    this.listen(passed);
    // A frame that was missed still counts; a time off the beat is what it is.
    const beats = Math.round(passed / this.beat);
    const isOnBeat = beats > 0 && Math.abs(passed - beats * this.beat) < STRAY * this.beat;
    this.due += this.ratio && isOnBeat ? beats * this.ratio : passed;
    const ticks = Math.floor(this.due + 1e-6);
    this.due -= ticks;
    return Math.min(ticks, MOST_TICKS);
  }

  private listen(passed: number): void {
    if (Math.abs(passed - this.beat) < STRAY * this.beat) {
      this.beat += (passed - this.beat) * 0.03;
      this.strays = 0;
    } else if (++this.strays > 8) {
      // Another display, or one that changed its rate.
      [this.beat, this.strays, this.ratio] = [passed, 0, 0];
    }
    const distance = (ratio: number): number => Math.abs(this.beat / ratio - 1);
    if (this.ratio) {
      if (distance(this.ratio) > 0.03) this.ratio = 0;
      return;
    }
    const near = RATIOS.find((ratio) => distance(ratio) < 0.01);
    if (near) [this.ratio, this.due] = [near, near < 1 ? 0 : 0.5];
  }
}
