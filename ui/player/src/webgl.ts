// WebGL2: the quads go up as they lie in linear memory, beside where their sprites lie; one instanced call draws them all.

import { HEIGHT, type Painter, WIDTH } from "./painter";
import type { Atlas, DrawList } from "./rules";

const QUAD_BYTES = 16;
const RECT_BYTES = 8;

const VERTEX = `#version 300 es
precision highp int;
layout(location=0) in ivec2 place;
layout(location=1) in uvec4 look; // w, h, sprite, flags
layout(location=2) in vec4 tint;
layout(location=3) in vec4 rect; // of the sprite on the atlas: x, y, w, h
out vec2 texel;
flat out float shape;
flat out vec4 ink;
void main() {
  int flags = int(look.w);
  vec2 size = rect.z > 0. ? vec2(look.xy) : vec2(0);
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  // A little inside: what is exactly between two texels belongs to the later one.
  vec2 at = corner * rect.zw + ${1 / 2048};
  texel = rect.xy + mix(at, rect.zw - at, vec2(flags & 1, flags >> 1 & 1));
  shape = float(flags >> 2 & 1);
  ink = tint;
  gl_Position = vec4((vec2(place) + corner * size) * vec2(${2 / WIDTH}, ${-2 / HEIGHT}) + vec2(-1, 1), 0, 1);
}`;

// Tint and opacity are rounded to 8 bit before they are blended, as the reference does.
const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D atlas;
in vec2 texel;
flat in float shape;
flat in vec4 ink;
out vec4 color;
void main() {
  vec4 own = texelFetch(atlas, ivec2(texel), 0);
  own.rgb = max(own.rgb, shape);
  color = floor(own * ink * 255. + .5) / 255.;
}`;

/** `undefined` when WebGL2 is missing or broken. */
export function webGlPainter(canvas: HTMLCanvasElement): WebGlPainter | undefined {
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "low-power",
  });
  if (!gl) return undefined;
  try {
    return new WebGlPainter(gl);
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}

export class WebGlPainter implements Painter {
  readonly kind = "webgl2";
  private bytes = new Uint8Array();
  private words = new Uint16Array();
  private sprites = new Uint16Array();
  /** Where the sprite of each quad lies. */
  private rects = new Uint16Array();
  private readonly quadBuffer: WebGLBuffer | null;
  private readonly rectBuffer: WebGLBuffer | null;

  constructor(private readonly gl: WebGL2RenderingContext) {
    const program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error("no shader");
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    this.finish = () => {
      // Asking waits for the compiler, which works while the files load.
      if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "no program");
    };
    this.rectBuffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.rectBuffer);
    gl.vertexAttribPointer(3, 4, gl.UNSIGNED_SHORT, false, RECT_BYTES, 0);
    this.quadBuffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.quadBuffer);
    gl.vertexAttribIPointer(0, 2, gl.SHORT, QUAD_BYTES, 0);
    gl.vertexAttribIPointer(1, 4, gl.UNSIGNED_SHORT, QUAD_BYTES, 4);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, QUAD_BYTES, 12);
    for (const attribute of [0, 1, 2, 3]) {
      gl.enableVertexAttribArray(attribute);
      gl.vertexAttribDivisor(attribute, 1);
    }
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    // A quad without size: drivers finish a program only when it draws, which can as well be while the files load.
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    this.atlas(1, 1, new Uint8Array(4));
    this.instances(new Uint8Array(QUAD_BYTES), 0, 1, new Uint16Array(RECT_BYTES / 2));
    gl.flush();
  }

  private readonly finish: () => void;

  load({ width, height, rgba, sprites }: Atlas): void {
    const { gl } = this;
    if (Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) throw new Error("the atlas is too large");
    this.finish();
    // Linear memory may move.
    this.sprites = sprites.slice();
    this.atlas(width, height, rgba);
  }

  paint({ memory, address, count, clear }: DrawList): void {
    const { gl } = this;
    if (this.bytes.buffer !== memory) {
      this.bytes = new Uint8Array(memory);
      this.words = new Uint16Array(memory);
    }
    gl.clearColor((clear >> 16) / 255, ((clear >> 8) & 255) / 255, (clear & 255) / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!count) return;
    if (this.rects.length < count * 4) this.rects = new Uint16Array(count * 8);
    const { words, sprites, rects } = this;
    // A sprite that is not there has no size.
    for (let to = 0, from = address / 2 + 4; to < count * 4; from += QUAD_BYTES / 2) {
      for (let sprite = (words[from] ?? 0) * 4, end = to + 4; to < end; ) rects[to++] = sprites[sprite++] ?? 0;
    }
    this.instances(this.bytes, address, count, rects);
  }

  /** Draws quads that lie at an address. */
  private instances(bytes: Uint8Array, address: number, count: number, rects: Uint16Array): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.rectBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, rects, gl.STREAM_DRAW, 0, count * 4);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.quadBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STREAM_DRAW, address, count * QUAD_BYTES);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }

  /** Whether a call before was refused. Waits for the graphics card. */
  hasFailed(): boolean {
    const error = this.gl.getError();
    return error !== this.gl.NO_ERROR && error !== this.gl.CONTEXT_LOST_WEBGL;
  }

  private atlas(width: number, height: number, rgba: Uint8Array): void {
    const { gl } = this;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  }
}
