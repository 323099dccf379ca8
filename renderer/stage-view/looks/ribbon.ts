import { mix } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Actor } from "../actor.ts";
import { STRIDE } from "../pose-vector.ts";
import type { StrokeBuffer } from "../stroke-buffer.ts";

/** Metres, where it begins. */
const RADIUS = 0.0065;

/**
 * The way of one joint over the last seconds, thinning and fading with age. Smoothed: it runs as parabolas between the
 * middles of the steps.
 * @param smooth strokes for each remembered step
 */
export function drawRibbon(
  actor: Actor,
  joint: number,
  now: Seconds,
  lasts: Seconds,
  light: number,
  smooth: number,
  strokes: StrokeBuffer,
): void {
  const { track, pose, scale } = actor;
  const at = joint * STRIDE;
  const radius = RADIUS * scale;
  let x = pose[at]!;
  let y = pose[at + 1]!;
  let middleX = x;
  let middleY = y;
  let age = 0;
  for (let back = 0; back < track.length; back++) {
    const nextAge = now - track.time(back);
    if (nextAge <= age) continue;
    if (nextAge > lasts) break;
    const past = track.pose(back);
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
      const a = 1 - mix(age, nextAge, (i - 1) / smooth) / lasts;
      const b = 1 - mix(age, nextAge, t) / lasts;
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
