import type { Actor } from "../../cast/actor.ts";
import { createFeet, measureFeet } from "../../figure/foot-contact.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { AURA, SHADOW } from "./palette.ts";

const feet = createFeet();

/** A haze around the figure, a pool of light under it, and the contact shadows of the feet. */
export function drawFloor(actor: Actor, soft: StrokeBuffer): void {
  const { scale, floor, light } = actor;
  measureFeet(actor, feet);
  const x = (feet[0].x + feet[1].x) / 2;
  const lit = light * floor.confidence;
  soft.setBrush(BRUSH.pool, AURA[actor.role]);
  pool(soft, x, floor.y - 0.6 * scale, 1.5 * scale, 1.7 * scale, 0.1 * light);
  pool(soft, x, floor.y + 0.03 * scale, 1.3 * scale, 0.17 * scale, 0.5 * lit);
  for (const foot of feet) {
    pool(soft, foot.x, floor.y + 0.01 * scale, 0.42 * scale, 0.06 * scale, 0.35 * foot.load * lit);
  }
  soft.setBrush(BRUSH.pool, SHADOW);
  soft.opacity = 1;
  for (const { x: middle, halfLength, contact, seen } of feet) {
    const wide = halfLength + (0.13 + 0.2 * (1 - contact)) * scale;
    pool(soft, middle, floor.y, wide, 0.03 * scale, 0.85 * contact * actor.presence * seen);
  }
  soft.opacity = 0;
}

function pool(strokes: StrokeBuffer, x: number, y: number, wide: number, high: number, light: number): void {
  strokes.stroke(x, y, wide, light, x, y, high, light);
}
