import { clamp } from "../../../../shared/numbers.ts";
import { type Curve, SAMPLE } from "../../curve.ts";
import { length, smoothstep } from "../../ease.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../../stroke-buffer.ts";

export interface InkBrush {
  readonly colour: StrokeColour;
  /** Of the line's own width. */
  readonly width: number;
  /** 0 dripping, 1 all but empty: what a slow line has; a fast one is drier. */
  readonly dry: number;
  /** Metres a streak runs on before it changes. */
  readonly streak: number;
}

/** Metres a second at which a brush begins to run dry, and at which it has little left. */
const SLOW = 0.5;
const FAST = 3.2;

/**
 * Draws a curve as a brush would: fast, it grows thin and dry; slow, wide and wet.
 * @param aside moves the line to its side, in its own widths
 * @param seed so that no two lines have the same streaks
 * @param metre picture heights a metre
 */
export function paint(
  curve: Curve,
  brush: InkBrush,
  aside: number,
  seed: number,
  metre: number,
  strokes: StrokeBuffer,
): void {
  const { samples, sampleCount } = curve;
  let way = seed * 17;
  let [fromX, fromY, fromRadius, fromLight] = [0, 0, 0, 0];
  for (let i = 0; i < sampleCount; i++) {
    const at = i * SAMPLE;
    const haste = smoothstep(SLOW, FAST, length(samples[at + 4]!, samples[at + 5]!));
    const radius = samples[at + 2]! * brush.width * (1.1 - 0.28 * haste);
    const x = samples[at]! + samples[at + 6]! * aside * radius;
    const y = samples[at + 1]! + samples[at + 7]! * aside * radius;
    const light = Math.min(1, samples[at + 3]!);
    if (i > 0) {
      const next = way + length(x - fromX, y - fromY) / metre / brush.streak;
      strokes.use(BRUSH.dry, brush.colour, clamp(brush.dry + 0.4 * haste, 0, 0.9), way, next);
      strokes.stroke(fromX, fromY, fromRadius, fromLight, x, y, radius, light);
      way = next;
    }
    [fromX, fromY, fromRadius, fromLight] = [x, y, radius, light];
  }
}
