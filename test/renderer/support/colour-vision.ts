import type { StrokeColour } from "../../../renderer/stage/view/strokes/stroke-buffer.ts";

/*
 * Simulated colour vision deficiency, one kind of cone missing: the matrices for linear RGB of Machado, Oliveira and
 * Fernandes, 2009, at full severity.
 */
type Matrix = readonly [StrokeColour, StrokeColour, StrokeColour];

const PROTAN: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const DEUTAN: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
const TRITAN: Matrix = [
  [1.255528, -0.076749, -0.178779],
  [-0.078411, 0.930809, 0.147602],
  [0.004733, 0.691367, 0.3039],
];

const linear = (light: StrokeColour): number[] =>
  light.map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
const times = (matrix: Matrix, light: readonly number[]) =>
  matrix.map((row) => Math.max(0, row[0] * light[0]! + row[1] * light[1]! + row[2] * light[2]!));

/** From sRGB to linear RGB as perceived. */
export const COLOUR_VISION: Readonly<Record<string, (light: StrokeColour) => readonly number[]>> = {
  typical: linear,
  protan: (light) => times(PROTAN, linear(light)),
  deutan: (light) => times(DEUTAN, linear(light)),
  tritan: (light) => times(TRITAN, linear(light)),
};

/** CIE 1976 colour difference; 2.3 is just noticeable. */
export function difference(a: readonly number[], b: readonly number[]): number {
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!);
}

/** CIE 1976 lightness, 0 black to 100 white: all that an eye without colour has. */
export const lightness = (light: readonly number[]): number => lab(light)[0]!;

function lab([r = 0, g = 0, b = 0]: readonly number[]): readonly number[] {
  const x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
  const [fx, fy, fz] = [x, y, z].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29));
  return [116 * fy! - 16, 500 * (fx! - fy!), 200 * (fy! - fz!)];
}
