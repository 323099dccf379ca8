import type { Detection } from "../../main/engine/pose/detector.ts";
import type { BodyPoint } from "../../shared/pose.ts";
import { swung } from "./bodies.ts";

/** Width / height of the picture in which walkers walk. */
export const ASPECT = 16 / 9;

export interface Walker {
  /** Metres to the right of the picture's middle at `t`. */
  readonly x: (t: number) => number;
  /** Picture heights a metre. */
  readonly metre: number;
  /** 1 for an adult. */
  readonly legs: number;
  /** Where the arms are in their swing, radians. */
  readonly phase: number;
}

export const WALKER: Walker = { x: () => 0, metre: 0.4, legs: 1, phase: 0 };

/** Repeatable numbers between -0.5 and 0.5. */
export function scatter(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

/** The walker as a detector sees her at `t`, each joint off by at most `error` metres. */
export function glimpse(walker: Walker, t: number, chance: () => number = () => 0, error = 0.02): Detection {
  const off = () => 2 * error * chance();
  const body: BodyPoint[] = swung(0.7 * Math.sin(5 * t + walker.phase)).map(({ x, y, z }) => ({
    x: x + off(),
    y: (y < 0 ? y * walker.legs : y) + off(),
    z: z + off(),
  }));
  const image = body.map(({ x, y }) => ({
    x: 0.5 + (walker.metre * (walker.x(t) + x + off())) / ASPECT,
    y: 0.55 - walker.metre * (y + off()),
    score: 0.9,
  }));
  return { image, body };
}

/** Where a pose is, metres to the right of the picture's middle. */
export function placeOf(image: Detection["image"], metre: number): number {
  const xs = image.flatMap((point) => point?.x ?? []);
  return ((xs.reduce((sum, x) => sum + x, 0) / xs.length - 0.5) * ASPECT) / metre;
}
