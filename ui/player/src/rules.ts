// The game itself: WebAssembly by the interface of docs/web-build.md, with names and types.

import { Trouble, troubleOf } from "./trouble";

interface Exports {
  memory: WebAssembly.Memory;
  inbox(length: number): number;
  load(): number;
  text_address(): number;
  text_length(): number;
  atlas_address(): number;
  atlas_width(): number;
  atlas_height(): number;
  sprites_address(): number;
  sprites_count(): number;
  start(level: number, seedLow: number, seedHigh: number): void;
  tick(buttons: number): number;
  cues_address(): number;
  draw(): number;
  quads_address(): number;
  clear_color(): number;
  moment_address(): number;
  describe(): void;
  sound_start(rateHz: number): void;
  music(samples: number): number;
  effect(cue: number): number;
  effect_address(): number;
  prove(level: number): number;
  hashes_address(): number;
  proof_beats(): number;
  /** How many ticks that proof has. */
  proof_ticks(): number;
}

/** What is on the screen. */
export const enum Screen {
  title,
  intro,
  playing,
  paused,
  dying,
  clear,
  gameOver,
  won,
}

/** Places in the moment that the page looks at. */
export const enum Moment {
  screen = 0,
  isDemo = 1,
  level = 2,
  levels = 3,
  isTalking = 4,
  news = 11,
  /** How many numbers there are. */
  numbers = 12,
}

/** Every sprite on one picture. */
export interface Atlas {
  width: number;
  height: number;
  /** RGBA, not premultiplied; a view that holds until the next call. */
  rgba: Uint8Array;
  /** Left, top, width and height of each; a view as well. */
  sprites: Uint16Array;
}

/** A draw list in linear memory: `count` quads of 16 bytes at `address`. */
export interface DrawList {
  memory: ArrayBuffer;
  address: number;
  count: number;
  /** 0xRRGGBB. */
  clear: number;
}

/** A level's proof, played. */
export interface Proof {
  /** At tick 0, 60, 120, … and after the last. */
  hashes: BigUint64Array;
  ticks: number;
  beats: boolean;
}

/** A running game. Any call may throw: a trap is a fault of ours. */
export class Rules {
  private constructor(private readonly wasm: Exports) {}

  /** A game of a pack. Rejects with a `Trouble`. */
  static async make(module: WebAssembly.Module, pack: Uint8Array): Promise<Rules> {
    try {
      const { exports } = await WebAssembly.instantiate(module, {});
      const wasm = exports as unknown as Exports;
      const address = wasm.inbox(pack.length);
      if (!address) throw new Trouble("memory", `no room for a pack of ${pack.length} bytes`);
      new Uint8Array(wasm.memory.buffer).set(pack, address);
      const rules = new Rules(wasm);
      const code = wasm.load();
      if (code) throw new Trouble(code === 2 ? "version" : "damaged", `load ${code}: ${rules.text()}`);
      return rules;
    } catch (error) {
      throw troubleOf(error, "damaged");
    }
  }

  /** Begins at the title (-1) or in a level counted from 0. */
  start(level: number, seed: number): void {
    this.wasm.start(level, seed, 0);
  }

  /** A tick of 1/60 s; gives the cues that were heard. */
  tick(buttons: number): Uint8Array {
    const count = this.wasm.tick(buttons);
    return new Uint8Array(this.wasm.memory.buffer, this.wasm.cues_address(), count);
  }

  draw(): DrawList {
    const count = this.wasm.draw();
    const { memory } = this.wasm;
    return { memory: memory.buffer, address: this.wasm.quads_address(), count, clear: this.wasm.clear_color() };
  }

  atlas(): Atlas {
    const { wasm } = this;
    const [width, height] = [wasm.atlas_width(), wasm.atlas_height()];
    const rgba = new Uint8Array(wasm.memory.buffer, wasm.atlas_address(), width * height * 4);
    const sprites = new Uint16Array(wasm.memory.buffer, wasm.sprites_address(), wasm.sprites_count() * 4);
    return { width, height, rgba, sprites };
  }

  /** The moment in numbers (docs/web-build.md); a view that holds until the next call. */
  moment(): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, this.wasm.moment_address(), Moment.numbers);
  }

  /** One number of the moment. */
  now(index: Moment): number {
    return this.moment()[index] ?? 0;
  }

  /** What can be seen, in a sentence. */
  describe(): string {
    this.wasm.describe();
    return this.text();
  }

  soundStart(rateHz: number): void {
    this.wasm.sound_start(rateHz);
  }

  /** What comes next of the music. */
  music(samples: number): Int16Array {
    const address = this.wasm.music(samples);
    return new Int16Array(this.wasm.memory.buffer, address, samples);
  }

  /** The whole sound of a cue. */
  effect(cue: number): Int16Array {
    const samples = this.wasm.effect(cue);
    return new Int16Array(this.wasm.memory.buffer, this.wasm.effect_address(), samples);
  }

  /** Plays a level's proof in a world of its own. */
  prove(level: number): Proof {
    const count = this.wasm.prove(level);
    const hashes = new BigUint64Array(this.wasm.memory.buffer, this.wasm.hashes_address(), count).slice();
    return { hashes, ticks: this.wasm.proof_ticks(), beats: this.wasm.proof_beats() === 1 };
  }

  /** All of the game as it stands, to come back to. */
  keep(): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer).slice();
  }

  /** Goes back to what was kept. Memory that was added since stays unused. */
  restore(kept: Uint8Array): void {
    new Uint8Array(this.wasm.memory.buffer).set(kept);
  }

  private text(): string {
    const bytes = new Uint8Array(this.wasm.memory.buffer, this.wasm.text_address(), this.wasm.text_length());
    return new TextDecoder().decode(bytes);
  }
}
