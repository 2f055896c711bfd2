// A game that is being played: frames become ticks, ticks become pictures and sounds.

import { Button, type Buttons } from "./buttons";
import { Clock } from "./clock";
import { Moment, type Rules, Screen } from "./rules";
import type { Sound } from "./sound";
import type { View } from "./view";
import { Voice } from "./voice";

/** What a game plays with. */
export interface Stage {
  view: View;
  sound: Sound;
  buttons: Buttons;
  /** Called each frame; `true` while the game waits behind the menu. */
  menuHasIt(): boolean;
  /** Called once when the rules fail. */
  failed(error: unknown): void;
}

/** The painter is looked after so many frames in. */
const CHECK_FRAME = 30;

export class Game {
  ticks = 0;
  frames = 0;
  private readonly clock = new Clock();
  private readonly voice = new Voice();
  private request = 0;
  private isOver = false;
  private kept: Uint8Array | undefined;

  constructor(
    readonly rules: Rules,
    private readonly stage: Stage,
    private readonly seed: number,
  ) {}

  /** Begins at the title (-1) or in a level counted from 0, and draws at once. */
  begin(level: number): void {
    const isLevel = level >= 0 && level < this.rules.now(Moment.levels);
    this.rules.start(isLevel ? level : -1, this.seed);
    this.stage.sound.use(this.rules);
    this.stage.view.show(this.rules);
    this.draw();
    this.wake();
  }

  /** The loop runs. */
  wake(): void {
    if (this.isOver || this.request) return;
    this.clock.rest();
    this.stage.sound.hold(false);
    this.request = requestAnimationFrame((now) => this.frame(now));
  }

  /** The loop stands still, and the game is paused: nobody watches. */
  rest(): void {
    if (this.isOver || !this.request) return;
    cancelAnimationFrame(this.request);
    this.request = 0;
    this.guard(() => this.pause());
    this.stage.sound.hold(true);
  }

  /** No more of this game. */
  end(): void {
    cancelAnimationFrame(this.request);
    this.isOver = true;
    this.request = 0;
    this.stage.sound.hold(true);
  }

  screen(): number {
    return this.rules.now(Moment.screen);
  }

  /** Whether somebody plays: a press of pause would pause. */
  isPlayed(): boolean {
    return this.screen() === Screen.playing && !this.rules.now(Moment.isDemo);
  }

  /** Whether a tap on the picture goes on: while hands are needed for playing it does not. */
  waits(): boolean {
    return !(this.isPlayed() && !this.rules.now(Moment.isTalking)) && this.screen() !== Screen.dying;
  }

  pause(): void {
    this.stage.buttons.clear();
    if (!this.isPlayed()) return;
    this.tick(Button.pause);
    this.draw();
  }

  resume(): void {
    this.stage.buttons.clear();
    if (this.screen() !== Screen.paused) return;
    this.tick(0);
    this.tick(Button.pause);
  }

  /** Back to the title. What was is kept, for whoever did not mean to. */
  startAnew(): void {
    this.kept = this.screen() === Screen.paused ? this.rules.keep() : undefined;
    this.rules.start(-1, this.seed);
  }

  /** What takes `startAnew` back, once. */
  undo(): (() => void) | undefined {
    const { kept } = this;
    return (
      kept &&
      (() => {
        this.rules.restore(kept);
        this.stage.sound.use(this.rules);
        this.kept = undefined;
      })
    );
  }

  /** Runs what may trap. */
  guard(deed: () => void): void {
    try {
      deed();
    } catch (error) {
      this.stage.failed(error);
    }
  }

  private tick(buttons: number): void {
    this.stage.sound.hear(this.rules.tick(buttons));
    this.ticks++;
  }

  private draw(): void {
    this.stage.view.draw();
    this.frames++;
  }

  private frame(now: number): void {
    this.request = requestAnimationFrame((next) => this.frame(next));
    this.guard(() => {
      if (this.stage.menuHasIt()) {
        this.clock.rest();
      } else {
        const ticks = this.clock.frame(now);
        for (let i = 0; i < ticks; i++) this.tick(this.stage.buttons.take());
        if (ticks) this.draw();
      }
      this.voice.tell(this.rules, now);
      this.stage.sound.pump();
      if (this.frames === CHECK_FRAME) this.stage.view.check();
    });
  }
}
