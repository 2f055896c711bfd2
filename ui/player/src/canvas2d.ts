// Canvas2D: pixels that were painted in memory.

import { HEIGHT, type Painter, WIDTH } from "./painter";
import { Raster } from "./raster";
import type { Atlas, DrawList } from "./rules";

/** `undefined` when the browser has no canvas at all. */
export function canvasPainter(canvas: HTMLCanvasElement): Painter | undefined {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return undefined;
  const image = context.createImageData(WIDTH, HEIGHT);
  const raster = new Raster(new Uint32Array(image.data.buffer), WIDTH, HEIGHT);
  return {
    kind: "canvas2d",
    load: (atlas: Atlas): void => raster.load(atlas),
    paint: (list: DrawList): void => {
      raster.paint(list);
      context.putImageData(image, 0, 0);
    },
  };
}
