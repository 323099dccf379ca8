import type { LinePoint } from "../../shared/desk/dance-line.ts";

export interface DrawnLine {
  readonly name: string;
  readonly line: readonly LinePoint[];
}

/** x and y in widths of what is drawn over, from its middle; `share` of the time has passed. */
type Shape = (share: number) => readonly [x: number, y: number];

const TURN = 2 * Math.PI;

/** Seconds that each takes to draw, and its shape. The pen is heard of 60 times a second. */
const SHAPES: Readonly<Record<string, readonly [seconds: number, shape: Shape]>> = {
  straight: [8, (s) => [s - 0.5, 0.2 * (s - 0.5)]],
  circle: [10, (s) => [0.3 * Math.cos(TURN * s), 0.3 * Math.sin(TURN * s)]],
  eight: [12, (s) => [0.4 * Math.sin(TURN * s), 0.2 * Math.sin(2 * TURN * s)]],
  zigzag: [10, (s) => [0.8 * (s - 0.5), 0.25 * (2 * Math.abs(((6 * s) % 2) - 1) - 1)]],
  spiral: [15, (s) => [0.4 * s * Math.cos(3 * TURN * s), 0.4 * s * Math.sin(3 * TURN * s)]],
  dot: [5, () => [0, 0]],
  "at a click": [0, () => [0.1, -0.1]],
  "very fast": [0.3, (s) => [s - 0.5, 0.25 * Math.sin(TURN * s)]],
  "very slow": [40, (s) => [0.02 * s, 0.01 * Math.sin(TURN * s)]],
  "through nothing": [12, (s) => [3 * (s - 0.5), 3 * (s - 0.5)]],
  "beside everything": [6, (s) => [1.5 + 0.3 * s, 1.5]],
  "with a rest": [9, (s) => [0.5 * Math.max(-0.5, Math.min(0.5, 3 * s - 1.5)) * (s < 0.5 ? 1 : -1), 0.3 * s]],
  scribble: [15, (s) => [0.3 * Math.sin(17 * s) + 0.1 * Math.sin(41 * s), 0.3 * Math.cos(23 * s)]],
};

/** Middles that shapes are drawn around, widths from that of the map. */
const MIDDLES = [
  [0, 0],
  [-0.25, -0.1],
  [0.25, 0.05],
  [-0.1, 0.25],
] as const;

/** So many lines of all shapes over a map. */
export function drawnLines(places: Float32Array, count: number): readonly DrawnLine[] {
  const { x, y, width } = extentOf(places);
  return Array.from({ length: count }, (_, index) => {
    const names = Object.keys(SHAPES);
    const name = names[index % names.length]!;
    const [seconds, shape] = SHAPES[name]!;
    const round = Math.floor(index / names.length);
    const [dx, dy] = MIDDLES[round % MIDDLES.length]!;
    const points = Math.max(1, Math.round(60 * seconds));
    const line = Array.from({ length: points }, (_point, at) => {
      const share = at / Math.max(1, points - 1);
      const [across, up] = shape(share);
      return { x: x + width * (across + dx), y: y + width * (up + dy), t: seconds * share };
    });
    return { name: `${name} ${round + 1}`, line };
  });
}

/** The middle of the places, and the width that four fifths of them take. */
function extentOf(places: Float32Array): { readonly x: number; readonly y: number; readonly width: number } {
  const along = (axis: number) => places.filter((_, index) => index % 2 === axis).sort();
  const [xs, ys] = [along(0), along(1)];
  const at = (sorted: Float32Array, share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { x: at(xs, 0.5), y: at(ys, 0.5), width: at(xs, 0.9) - at(xs, 0.1) };
}
