import { clamp } from "../../../../../shared/numbers.ts";
import { length, smoothstep } from "../../ease.ts";
import { type Curve, SAMPLE_STRIDE } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../../strokes/stroke-buffer.ts";

export interface InkBrush {
  readonly colour: StrokeColour;
  /** Factor on the curve's own width. */
  readonly width: number;
  /** Dryness at rest: 0 dripping, 1 almost empty. */
  readonly dry: number;
  /** Length of a streak, metres. */
  readonly streak: number;
}

/** Metres a second at which a brush begins to run dry, and at which it is driest. */
const SLOW = 0.5;
const FAST = 3.2;

/**
 * Draws a curve as a brush would: thin and dry where it moves fast, wide and wet where it is slow.
 * @param aside offset to the side, in line widths
 * @param seed of the streaks
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
  let arc = seed * 17;
  let [fromX, fromY, fromRadius, fromLight] = [0, 0, 0, 0];
  for (let i = 0; i < sampleCount; i++) {
    const at = i * SAMPLE_STRIDE;
    const speed = smoothstep(SLOW, FAST, length(samples[at + 4]!, samples[at + 5]!));
    const radius = samples[at + 2]! * brush.width * (1.1 - 0.28 * speed);
    const x = samples[at]! + samples[at + 6]! * aside * radius;
    const y = samples[at + 1]! + samples[at + 7]! * aside * radius;
    const light = Math.min(1, samples[at + 3]!);
    if (i > 0) {
      const next = arc + length(x - fromX, y - fromY) / metre / brush.streak;
      strokes.setBrush(BRUSH.dry, brush.colour, clamp(brush.dry + 0.4 * speed, 0, 0.9), arc, next);
      strokes.stroke(fromX, fromY, fromRadius, fromLight, x, y, radius, light);
      arc = next;
    }
    [fromX, fromY, fromRadius, fromLight] = [x, y, radius, light];
  }
}
