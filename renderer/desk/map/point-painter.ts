import { GREY, PALETTE } from "../../../shared/map-colouring.ts";
import { clamp } from "../../../shared/numbers.ts";
import { TONES } from "./tones.ts";
import type { Size, Viewport } from "./viewport.ts";

/*
 * Draws the points with a program of our own on WebGL 2: one call for all of them. PixiJS would add half a megabyte to the
 * desk for the same call.
 */

/** A point a word of 4 bytes a coordinate, and a byte that says how it is drawn. */
const VERTEX = `#version 300 es
uniform vec2 centre;
uniform vec2 scale; // of a unit of the map, in halves of the picture
uniform float size; // of a point, device pixels
uniform vec4 colours[${PALETTE.length + 3}];
uniform bool isFaintTurn;
in vec2 place;
in uint tone;
out vec4 colour;
void main() {
  bool isFaint = tone == ${TONES.faint}u;
  colour = colours[tone];
  gl_PointSize = isFaint ? max(1.0, 0.75 * size) : size;
  // Faint ones are drawn first, all the others in a second turn over them.
  gl_Position = isFaint == isFaintTurn ? vec4((place - centre) * scale, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
uniform float size;
in vec4 colour;
out vec4 painted;
void main() {
  // Round as soon as there are pixels enough to be round.
  float edge = size < 2.5 ? 1.0 : clamp(0.5 * size - length(gl_PointCoord - 0.5) * size + 0.5, 0.0, 1.0);
  painted = vec4(colour.rgb, 1.0) * colour.a * edge;
}`;

/** CSS pixels of a point while all is seen, and the largest. */
const SIZE = { least: 1.5, most: 7 };
/** How it grows with the zoom. */
const GROWTH = 0.4;
/** While the map moves so few points are drawn as keep up with the screen, but no fewer. */
const FEWEST = 20_000;
/** Milliseconds between two pictures: slower draws fewer points, faster draws more. */
const PACE = { slow: 40, fast: 24 };
const OPAQUE = 0.85;
const FAINT = 0.22;

/** The points of a map on a canvas. */
export class PointPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #order: Uint32Array;
  readonly #places: Float32Array;
  #tones: Uint8Array;
  #program: WebGLProgram | null = null;
  #toneBuffer: WebGLBuffer | null = null;
  #hasFaint = false;
  #moving: number;

  /** null where the browser has no WebGL 2. @param places [points, 2] */
  static on(canvas: HTMLCanvasElement, places: Float32Array): PointPainter | null {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    return gl && new PointPainter(canvas, gl, places);
  }

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, places: Float32Array) {
    this.#canvas = canvas;
    this.#gl = gl;
    const count = places.length / 2;
    this.#moving = count;
    // Shuffled: none lies over the others because its dancer comes last, and any number from the first on is a fair sample.
    this.#order = shuffled(count);
    this.#places = new Float32Array(places.length);
    this.#order.forEach((point, at) => {
      this.#places[2 * at] = places[2 * point]!;
      this.#places[2 * at + 1] = places[2 * point + 1]!;
    });
    this.#tones = new Uint8Array(count);
    this.#begin();
  }

  /** After the browser has taken the graphics card away and given it back. */
  restore(): void {
    this.#begin();
  }

  /** How each point is drawn, by `TONES`, [points]. */
  set tones(tones: Uint8Array) {
    this.#tones = Uint8Array.from(this.#order, (point) => tones[point]!);
    this.#hasFaint = this.#tones.includes(TONES.faint);
    this.#sendTones();
  }

  /** @param isMoving milliseconds since the picture before of a map that is being moved; null for one that rests */
  draw(view: Viewport, size: Size, ratio: number, whole: number, isMoving: number | null): void {
    const gl = this.#gl;
    if (gl.isContextLost() || !this.#program) return;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    gl.viewport(0, 0, width, height);
    gl.clearColor(0x05 / 255, 0x07 / 255, 0x0b / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform2f(this.#at("centre"), view.centre.x, view.centre.y);
    gl.uniform2f(this.#at("scale"), (2 * view.zoom) / size.width, (2 * view.zoom) / size.height);
    const points = clamp(SIZE.least * (view.zoom / whole) ** GROWTH, SIZE.least, SIZE.most);
    gl.uniform1f(this.#at("size"), points * ratio);
    const count = isMoving === null ? this.#order.length : this.#countAt(isMoving);
    for (const isFaintTurn of this.#hasFaint ? [1, 0] : [0]) {
      gl.uniform1i(this.#at("isFaintTurn"), isFaintTurn);
      gl.drawArrays(gl.POINTS, 0, count);
    }
  }

  #countAt(milliseconds: number): number {
    const all = this.#order.length;
    if (milliseconds > PACE.slow) this.#moving = Math.max(Math.min(FEWEST, all), this.#moving / 2);
    else if (milliseconds < PACE.fast) this.#moving = Math.min(all, this.#moving * 1.25);
    return Math.round(this.#moving);
  }

  #begin(): void {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [kind, text] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(kind);
      if (!shader) return;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return;
    this.#program = program;
    gl.useProgram(program);
    this.#bind("place", this.#places, (at) => gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 0, 0));
    this.#toneBuffer = this.#bind("tone", this.#tones, (at) =>
      gl.vertexAttribIPointer(at, 1, gl.UNSIGNED_BYTE, 0, 0),
    );
    const colours = [
      ...PALETTE.map((hex) => [hex, OPAQUE] as const),
      [GREY, 0.6],
      ["#ffffff", 1],
      [GREY, FAINT],
    ];
    gl.uniform4fv(
      this.#at("colours"),
      colours.flatMap(([hex, opacity]) => [...channelsOf(String(hex)), Number(opacity)]),
    );
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  #bind(name: string, content: Float32Array | Uint8Array, describe: (at: number) => void): WebGLBuffer {
    const gl = this.#gl;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, content as BufferSource, gl.STATIC_DRAW);
    const at = gl.getAttribLocation(this.#program!, name);
    gl.enableVertexAttribArray(at);
    describe(at);
    return buffer;
  }

  #sendTones(): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#toneBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.#tones as BufferSource, gl.STATIC_DRAW);
  }

  #at = (name: string): WebGLUniformLocation | null => this.#gl.getUniformLocation(this.#program!, name);
}

/** Each of so many once, in an order that looks like chance: in steps of the golden section, coprime to how many there are. */
export function shuffled(count: number): Uint32Array {
  const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b));
  let step = Math.max(1, Math.floor(count * 0.6180339887498949));
  while (greatest(step, count) > 1) step++;
  let at = 0;
  return Uint32Array.from({ length: count }, () => {
    const now = at;
    at = (at + step) % count;
    return now;
  });
}

/** 0 to 1. */
const channelsOf = (hex: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
