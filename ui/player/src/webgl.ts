// WebGL2: the quads go up as they lie in linear memory; one instanced call draws them all.

import { HEIGHT, type Painter, WIDTH } from "./painter";
import type { Atlas, DrawList } from "./rules";

const QUAD_BYTES = 16;
/** Sprites in a row of the texture that says where each lies. */
const RECTS_ACROSS = 1024;

const VERTEX = `#version 300 es
precision highp int;
precision highp usampler2D;
layout(location=0) in ivec2 place;
layout(location=1) in uvec4 look; // w, h, sprite, flags
layout(location=2) in vec4 tint;
uniform usampler2D rects;
uniform int sprites;
flat out ivec4 quad;
flat out ivec4 rect;
flat out int flags;
flat out vec4 ink;
void main() {
  int sprite = int(look.z);
  ivec2 size = sprite < sprites ? ivec2(look.xy) : ivec2(0);
  quad = ivec4(place, size);
  rect = ivec4(texelFetch(rects, ivec2(sprite % ${RECTS_ACROSS}, sprite / ${RECTS_ACROSS}), 0));
  flags = int(look.w);
  ink = tint;
  vec2 corner = vec2(place + ivec2(gl_VertexID & 1, gl_VertexID >> 1) * size);
  gl_Position = vec4(corner * vec2(${2 / WIDTH}, ${-2 / HEIGHT}) + vec2(-1, 1), 0, 1);
}`;

// Tint and opacity are rounded to 8 bit before they are blended, as the reference does.
const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D atlas;
flat in ivec4 quad;
flat in ivec4 rect;
flat in int flags;
flat in vec4 ink;
out vec4 color;
void main() {
  ivec2 at = ivec2(gl_FragCoord.x, ${HEIGHT}. - gl_FragCoord.y) - quad.xy;
  ivec2 texel = (2 * at + 1) * rect.zw / (2 * quad.zw);
  if ((flags & 1) != 0) texel.x = rect.z - 1 - texel.x;
  if ((flags & 2) != 0) texel.y = rect.w - 1 - texel.y;
  vec4 own = texelFetch(atlas, rect.xy + texel, 0);
  if ((flags & 4) != 0) own.rgb = vec3(1);
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
    this.finish = () => {
      // Asking waits for the compiler, which works while the files load.
      if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "no program");
      gl.useProgram(program);
      gl.uniform1i(gl.getUniformLocation(program, "rects"), 1);
      return gl.getUniformLocation(program, "sprites");
    };
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.vertexAttribIPointer(0, 2, gl.SHORT, QUAD_BYTES, 0);
    gl.vertexAttribIPointer(1, 4, gl.UNSIGNED_SHORT, QUAD_BYTES, 4);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, QUAD_BYTES, 12);
    for (const attribute of [0, 1, 2]) {
      gl.enableVertexAttribArray(attribute);
      gl.vertexAttribDivisor(attribute, 1);
    }
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  }

  private readonly finish: () => WebGLUniformLocation | null;

  load({ width, height, rgba, sprites }: Atlas): void {
    const { gl } = this;
    if (Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) throw new Error("the atlas is too large");
    gl.uniform1i(this.finish(), sprites.length / 4);
    this.texture(gl.TEXTURE1);
    const rows = Math.max(1, Math.ceil(sprites.length / 4 / RECTS_ACROSS));
    const rects = new Uint16Array(rows * RECTS_ACROSS * 4);
    rects.set(sprites);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16UI, RECTS_ACROSS, rows, 0, gl.RGBA_INTEGER, gl.UNSIGNED_SHORT, rects);
    this.texture(gl.TEXTURE0);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  }

  paint({ memory, address, count, clear }: DrawList): void {
    const { gl } = this;
    if (this.bytes.buffer !== memory) this.bytes = new Uint8Array(memory);
    gl.clearColor((clear >> 16) / 255, ((clear >> 8) & 255) / 255, (clear & 255) / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!count) return;
    gl.bufferData(gl.ARRAY_BUFFER, this.bytes, gl.STREAM_DRAW, address, count * QUAD_BYTES);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }

  /** Whether a call before was refused. Waits for the graphics card. */
  hasFailed(): boolean {
    const error = this.gl.getError();
    return error !== this.gl.NO_ERROR && error !== this.gl.CONTEXT_LOST_WEBGL;
  }

  private texture(unit: number): void {
    const { gl } = this;
    gl.activeTexture(unit);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  }
}
