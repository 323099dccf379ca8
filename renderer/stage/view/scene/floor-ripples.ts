import type { Seconds } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Actor } from "../cast/actor.ts";
import { POSE_STRIDE } from "../cast/pose-vector.ts";
import { approach } from "../ease.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";

/** Metres from the partner who dances alone to the rings. */
const DISTANCE = 1.3;
const FOLLOW: Seconds = 1.2;
/** Seconds that a ring takes to close, and rings at a time. */
const PERIOD: Seconds = 2.6;
const COUNT = 3;
/** Strokes of a ring. */
const STEPS = 40;

/** Rings on the floor beside the partner who dances alone: a place for a visitor to step in. */
export class FloorRipples {
  #side: 1 | -1 = 1;
  #x: number | null = null;

  /** @param aspect width of the picture over its height */
  step(dt: Seconds, alone: Actor, aspect: number): void {
    if (alone.presence === 0) {
      this.#x = null;
      return;
    }
    const hips = (alone.pose[J.left_hip * POSE_STRIDE]! + alone.pose[J.right_hip * POSE_STRIDE]!) / 2;
    // Hysteresis: it changes sides only when there is clearly no room left.
    if (hips > 0.62 * aspect) this.#side = -1;
    else if (hips < 0.38 * aspect) this.#side = 1;
    const to = hips + this.#side * DISTANCE * alone.scale;
    this.#x = this.#x === null ? to : approach(this.#x, to, dt, FOLLOW);
  }

  draw({ light, floor, scale }: Actor, now: Seconds, colour: StrokeColour, lines: StrokeBuffer): void {
    if (this.#x === null) return;
    lines.setBrush(BRUSH.solid, colour);
    for (let i = 0; i < COUNT; i++) {
      const phase = (now / PERIOD + i / COUNT) % 1;
      const size = (1.05 - 0.95 * phase) * 0.55 * scale;
      const shown = light * floor.confidence * Math.sin(Math.PI * phase);
      ring(this.#x, floor.y, size, 0.16 * size, 0.007 * scale, shown, lines);
    }
  }
}

function ring(
  x: number,
  y: number,
  rx: number,
  ry: number,
  radius: number,
  light: number,
  lines: StrokeBuffer,
): void {
  for (let i = 0; i < STEPS; i++) {
    const [a, b] = [(2 * Math.PI * i) / STEPS, (2 * Math.PI * (i + 1)) / STEPS];
    lines.stroke(
      x + rx * Math.cos(a),
      y + ry * Math.sin(a),
      radius,
      light,
      x + rx * Math.cos(b),
      y + ry * Math.sin(b),
      radius,
      light,
    );
  }
}
