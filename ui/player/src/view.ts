// The canvas: which painter it has, how large it is, and what happens when the graphics card goes away.

import { canvasPainter } from "./canvas2d";
import { element, switches } from "./page";
import { HEIGHT, type Painter, WIDTH } from "./painter";
import type { Rules } from "./rules";
import { fit } from "./scale";
import { Trouble } from "./trouble";
import { WebGlPainter, webGlPainter } from "./webgl";

/** The room that the menu's button needs, in CSS pixels. */
const BUTTON_PX = 72;
/** The height of the numbers at the top of the picture, in its pixels. */
const HUD = 20;
/** A lost context that does not come back for so long is given up, in milliseconds. */
const RESTORE_MS = 3000;
/** After so many losses WebGL is given up. */
const MOST_LOSSES = 3;

export class View {
  painter: Painter | undefined;
  private canvas = element<HTMLCanvasElement>("screen");
  private rules: Rules | undefined;
  private isLost = false;
  private losses = 0;

  /** Makes the context at once, so that the graphics card gets ready while the files load. `failed` hears of what comes later. */
  constructor(private readonly failed: (error: unknown) => void) {
    const stage = element("stage");
    this.open(switches.get("painter") !== "canvas2d");
    const observer = new ResizeObserver((entries) => {
      const [size] = entries[0]?.devicePixelContentBoxSize ?? [];
      this.resize(stage, size?.inlineSize, size?.blockSize);
    });
    try {
      observer.observe(stage, { box: "device-pixel-content-box" });
    } catch {
      observer.observe(stage);
    }
  }

  /** Shows a game from now on. Throws a `Trouble` when nothing can paint it. */
  show(rules: Rules): void {
    this.rules = rules;
    try {
      if (!this.painter) throw new Trouble("picture", "no canvas");
      this.painter.load(rules.atlas());
    } catch (error) {
      if (this.painter?.kind !== "webgl2") throw error;
      this.giveUpWebGl(error);
    }
  }

  draw(): void {
    if (this.rules && !this.isLost) this.painter?.paint(this.rules.draw());
  }

  /** Looks for a failure that only shows later. Slow: not each frame. */
  check(): void {
    if (this.painter instanceof WebGlPainter && !this.isLost && this.painter.hasFailed()) this.giveUpWebGl("getError");
  }

  get element(): HTMLCanvasElement {
    return this.canvas;
  }

  private open(withWebGl: boolean): void {
    const { canvas } = this;
    this.painter = (withWebGl ? webGlPainter(canvas) : undefined) ?? canvasPainter(canvas) ?? this.anotherCanvas();
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.isLost = true;
      this.losses++;
      setTimeout(() => this.isLost && this.giveUpWebGl("context lost"), RESTORE_MS);
    });
    canvas.addEventListener("webglcontextrestored", () => {
      this.isLost = false;
      this.painter = this.losses < MOST_LOSSES ? webGlPainter(canvas) : undefined;
      if (!this.painter) this.giveUpWebGl("context lost");
      else if (this.rules) this.show(this.rules);
      this.draw();
    });
  }

  private giveUpWebGl(why: unknown): void {
    console.warn("WebGL2 is given up:", why);
    this.painter = this.anotherCanvas();
    this.isLost = false;
    if (!this.painter) return this.failed(new Trouble("picture", `no WebGL2, no Canvas2D: ${String(why)}`));
    if (this.rules) this.painter.load(this.rules.atlas());
    this.draw();
  }

  /** A canvas that had WebGL can have nothing else: a fresh one takes its place. */
  private anotherCanvas(): Painter | undefined {
    const fresh = this.canvas.cloneNode(true) as HTMLCanvasElement;
    this.canvas.replaceWith(fresh);
    this.canvas = fresh;
    return canvasPainter(fresh);
  }

  private resize(stage: HTMLElement, deviceWidth = 0, deviceHeight = 0): void {
    const ratio = devicePixelRatio || 1;
    // Zoomed and emulated screens tell the box in other pixels: only its rounding is wanted.
    const near = (device: number, css: number): number => (Math.abs(device - css * ratio) < 2 ? device : Math.floor(css * ratio));
    const [width, height] = [near(deviceWidth, stage.clientWidth), near(deviceHeight, stage.clientHeight)];
    const { scale, left, top } = fit(width, height, WIDTH, HEIGHT);
    const { style } = this.canvas;
    style.left = `${left / ratio}px`;
    style.top = `${top / ratio}px`;
    style.width = `${(WIDTH * scale) / ratio}px`;
    style.height = `${(HEIGHT * scale) / ratio}px`;
    // The button stands beside the picture where there is room, else below the numbers at its top.
    const hasRoom = Math.max(left, top) / ratio >= BUTTON_PX;
    element("open").style.marginTop = hasRoom ? "0" : `${(top + HUD * scale) / ratio}px`;
  }
}
