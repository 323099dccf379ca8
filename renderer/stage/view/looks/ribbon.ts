import { mix } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { Actor } from "../cast/actor.ts";
import { POSE_STRIDE } from "../cast/pose-vector.ts";
import type { StrokeBuffer } from "../strokes/stroke-buffer.ts";

/** Metres, at the newest end. */
const RADIUS = 0.0065;

/**
 * The path of one joint over the last seconds, thinner and fainter with age. Smoothed as quadratic Bézier curves between
 * the midpoints of the steps.
 * @param smooth strokes a step
 */
export function drawRibbon(
  actor: Actor,
  joint: number,
  now: Seconds,
  duration: Seconds,
  light: number,
  smooth: number,
  strokes: StrokeBuffer,
): void {
  const { history, pose, scale } = actor;
  const at = joint * POSE_STRIDE;
  const radius = RADIUS * scale;
  let x = pose[at]!;
  let y = pose[at + 1]!;
  let middleX = x;
  let middleY = y;
  let age = 0;
  for (let back = 0; back < history.length; back++) {
    const nextAge = now - history.time(back);
    if (nextAge <= age) continue;
    if (nextAge > duration) break;
    const past = history.pose(back);
    const nextMiddleX = (x + past[at]!) / 2;
    const nextMiddleY = (y + past[at + 1]!) / 2;
    const shown = light * Math.min(pose[at + 3]!, past[at + 3]!);
    let fromX = middleX;
    let fromY = middleY;
    for (let i = 1; i <= smooth; i++) {
      const t = i / smooth;
      const u = 1 - t;
      const toX = u * u * middleX + 2 * u * t * x + t * t * nextMiddleX;
      const toY = u * u * middleY + 2 * u * t * y + t * t * nextMiddleY;
      const a = 1 - mix(age, nextAge, (i - 1) / smooth) / duration;
      const b = 1 - mix(age, nextAge, t) / duration;
      strokes.stroke(fromX, fromY, radius * a, shown * a * a, toX, toY, radius * b, shown * b * b);
      fromX = toX;
      fromY = toY;
    }
    middleX = nextMiddleX;
    middleY = nextMiddleY;
    x = past[at]!;
    y = past[at + 1]!;
    age = nextAge;
  }
}
