import { J } from "../../shared/skeleton.ts";
import type { Actor } from "./actor.ts";
import { smoothstep } from "./ease.ts";
import type { Floor } from "./floor.ts";
import { AURA, BODY, SHADOW } from "./palette.ts";
import { STRIDE } from "./pose-vector.ts";
import { BRUSH, type StrokeBuffer } from "./stroke-buffer.ts";

const FEET = [
  [J.left_ankle, J.left_foot_index],
  [J.right_ankle, J.right_foot_index],
] as const;

/** A haze around each figure, a pool of light under it, and the shadow where a foot meets the floor. */
export function drawFloor(floor: Floor, actors: readonly Actor[], strokes: StrokeBuffer): void {
  const { y, presence } = floor;
  for (const actor of actors) {
    const { scale } = actor;
    const light = actor.presence * presence;
    const x = footing(actor);
    strokes.use(BRUSH.pool, AURA[actor.role]);
    pool(strokes, x, y - 0.6 * scale, 1.5 * scale, 1.7 * scale, 0.1 * actor.presence * actor.emphasis);
    pool(strokes, x, y + 0.03 * scale, 1.3 * scale, 0.17 * scale, 0.5 * light * actor.emphasis);
  }
  strokes.use(BRUSH.pool, SHADOW);
  strokes.cover = 1;
  for (const { pose, scale, presence: here } of actors) {
    for (const [ankle, toe] of FEET) {
      const from = ankle * STRIDE;
      const to = toe * STRIDE;
      const low = Math.max(pose[from + 1]!, pose[to + 1]!);
      const near = 1 - smoothstep(0.03, 0.35, (y - low) / scale);
      const x = (pose[from]! + pose[to]!) / 2;
      const wide = Math.abs(pose[from]! - pose[to]!) * 0.6 + (0.13 + 0.2 * (1 - near)) * scale;
      pool(strokes, x, y, wide, 0.03 * scale, 0.85 * near * here * presence * pose[from + 3]!);
    }
  }
}

function pool(strokes: StrokeBuffer, x: number, y: number, wide: number, high: number, light: number): void {
  strokes.stroke(x, y, wide, light, x, y, high, light);
}

/** How far the phrase has come: a line of light on the floor that opens under the one whose turn it is. */
export function drawProgress(floor: Floor, actor: Actor, strokes: StrokeBuffer): void {
  if (actor.progress === 0) return;
  const { scale, progress } = actor;
  const x = footing(actor);
  const y = floor.y + 0.06 * scale;
  const reach = 0.55 * progress * scale;
  const light = 0.75 * actor.presence * floor.presence * smoothstep(0, 0.1, progress);
  strokes.use(BRUSH.solid, BODY[actor.role]);
  strokes.stroke(x - reach, y, 0.001 * scale, 0, x, y, 0.006 * scale, light);
  strokes.stroke(x, y, 0.006 * scale, light, x + reach, y, 0.001 * scale, 0);
}

/** Across, between the ankles. */
function footing({ pose }: Actor): number {
  let x = 0;
  for (const [ankle] of FEET) x += pose[ankle * STRIDE]! / FEET.length;
  return x;
}
