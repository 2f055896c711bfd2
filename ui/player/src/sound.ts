// Sound by WebAudio, without AudioWorklet: that needs a script from a URL, which neither file:// nor the page's policy allows.

import { Pool } from "./pool";
import type { Rules } from "./rules";

/** Music is scheduled so far ahead: long enough for a stumbling page, short enough for a change of song. */
const AHEAD_SECS = 0.25;
/** Samples in a piece of music. */
const PIECE = 4096;
/** Pieces rendered in one frame at most, so that no frame takes long. */
const PIECES_A_FRAME = 3;
/** Effects that sound at once. */
const MOST_SOUNDING = 8;
/** Effects that are kept. */
const MOST_KEPT = 64;
/** Highest rate that is rendered; devices with more get it resampled. */
const HIGHEST_RATE_HZ = 48_000;
/** Gain by volume: off, soft, on. */
const GAINS = [0, 0.35, 1] as const;

export type Volume = 0 | 1 | 2;

export class Sound {
  private context: AudioContext | undefined;
  private gain: GainNode | undefined;
  private rate = 0;
  private rules: Rules | undefined;
  private musicEnds = 0;
  private readonly effects = new Pool<number, AudioBuffer>(MOST_KEPT);
  private readonly sounding: AudioBufferSourceNode[] = [];
  private isHeld = false;
  /** How many pieces of music and how many effects were begun. */
  readonly begun = { pieces: 0, effects: 0 };

  constructor(private volume: Volume) {}

  /** "none" before the first gesture and where there is no WebAudio. */
  get state(): string {
    return this.context?.state ?? "none";
  }

  /** Call on each gesture: browsers let sound begin only there, and iOS asks for it again after a phone call. */
  unlock(): void {
    try {
      this.context ??= this.open();
    } catch {
      // No device, or none allowed: the game is silent.
    }
    this.settle();
  }

  /** Whose music plays. */
  use(rules: Rules): void {
    this.rules = rules;
    this.effects.clear();
    if (this.rate) rules.soundStart(this.rate);
  }

  setVolume(volume: Volume): void {
    this.volume = volume;
    if (this.context) this.gain?.gain.setTargetAtTime(GAINS[volume], this.context.currentTime, 0.02);
    this.settle();
  }

  /** Holds everything, also what is scheduled, or lets it go on where it was. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.settle();
  }

  /** Call each frame: schedules the music that comes next. */
  pump(): void {
    const { context, rules } = this;
    if (!context || !rules || context.state !== "running" || !this.volume) return;
    // After a gap too long for what was scheduled, begin a little later than now.
    if (this.musicEnds < context.currentTime) this.musicEnds = context.currentTime + 0.03;
    for (let i = 0; i < PIECES_A_FRAME && this.musicEnds < context.currentTime + AHEAD_SECS; i++) {
      const buffer = this.buffer(context, rules.music(PIECE));
      this.play(context, buffer, this.musicEnds);
      this.musicEnds += buffer.duration;
      this.begun.pieces++;
    }
  }

  /** The sounds of a tick. */
  hear(cues: Uint8Array): void {
    const { context, rules } = this;
    if (!cues.length || !context || !rules || context.state !== "running" || !this.volume) return;
    // Copied: rendering an effect may move them. Each once: two coins in one tick are no louder.
    for (const cue of new Set(cues)) {
      let buffer = this.effects.get(cue);
      if (!buffer) {
        const samples = rules.effect(cue);
        if (!samples.length) continue;
        buffer = this.buffer(context, samples);
        this.effects.set(cue, buffer);
      }
      const source = this.play(context, buffer, 0);
      this.begun.effects++;
      source.onended = () => {
        const index = this.sounding.indexOf(source);
        if (index >= 0) this.sounding.splice(index, 1);
      };
      if (this.sounding.push(source) > MOST_SOUNDING) this.sounding.shift()?.stop();
    }
  }

  private open(): AudioContext | undefined {
    const Context = window.AudioContext ?? (window as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
    if (!Context) return undefined;
    const context = new Context();
    this.gain = context.createGain();
    this.gain.gain.value = GAINS[this.volume];
    this.gain.connect(context.destination);
    // Halved until it is low enough: whole relations resample without clicks between the pieces.
    this.rate = context.sampleRate;
    while (this.rate > HIGHEST_RATE_HZ) this.rate /= 2;
    this.rules?.soundStart(this.rate);
    return context;
  }

  private settle(): void {
    const { context } = this;
    if (!context || context.state === "closed") return;
    const done = this.isHeld || !this.volume ? context.suspend() : context.state === "running" ? undefined : context.resume();
    // Refused outside a gesture; the next gesture asks again.
    done?.catch(() => undefined);
  }

  private buffer(context: AudioContext, samples: Int16Array): AudioBuffer {
    const buffer = context.createBuffer(1, samples.length, this.rate);
    const channel = buffer.getChannelData(0);
    for (let i = 0; i < samples.length; i++) channel[i] = (samples[i] ?? 0) / 32768;
    return buffer;
  }

  private play(context: AudioContext, buffer: AudioBuffer, at: number): AudioBufferSourceNode {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.gain ?? context.destination);
    source.start(at);
    return source;
  }
}
