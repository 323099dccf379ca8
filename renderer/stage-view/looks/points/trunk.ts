import { J } from "../../../../shared/skeleton.ts";
import type { Actor } from "../../actor.ts";
import type { FigurePen } from "../../figure-pen.ts";
import { BRUSH, type StrokeBuffer } from "../../stroke-buffer.ts";
import { hash } from "../hash.ts";
import { GRAINS } from "./palette.ts";

const COUNT = 130;
const STEP_SMALL = 6;
const RADIUS = 0.0068;
/** Metres that the trunk is deep: seen from the side it is not a line. */
const DEPTH = 0.075;

const CHANCE = Array.from(
  { length: COUNT },
  (_, i) => [hash(3 * i + 7), hash(3 * i + 8), hash(3 * i + 9)] as const,
);

/** The body between shoulders and hips: it twists as they do, and is slender at the waist. */
export function drawTrunk(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const [ls, rs] = [pen.joint(J.left_shoulder), pen.joint(J.right_shoulder)];
  const [lh, rh] = [pen.joint(J.left_hip), pen.joint(J.right_hip)];
  const light = Math.min(ls.seen, rs.seen, lh.seen, rh.seen) * pen.light;
  if (light < 0.02) return;
  const radius = pen.metres(pen.fine ? RADIUS : RADIUS * 1.5);
  strokes.use(BRUSH.solid, GRAINS[actor.role]);
  for (let i = 0; i < COUNT; i += pen.fine ? 1 : STEP_SMALL) {
    const [a, b, c] = CHANCE[i]!;
    const across = (a - 0.5) * (1 - 0.25 * Math.sin(Math.PI * b)) * (0.9 + 0.25 * b) + 0.5;
    const x = mix4(ls.x, rs.x, lh.x, rh.x, across, b) + (c - 0.5) * pen.metres(DEPTH);
    const y = mix4(ls.y, rs.y, lh.y, rh.y, across, b);
    const edge = 0.35 + 0.65 * Math.abs(2 * a - 1);
    const lit = light * edge * (0.6 + 0.4 * c);
    strokes.stroke(x, y, radius * (0.5 + 0.7 * c), lit, x, y, radius * (0.5 + 0.7 * c), lit);
  }
}

function mix4(ls: number, rs: number, lh: number, rh: number, across: number, down: number): number {
  const top = ls + (rs - ls) * across;
  return top + (lh + (rh - lh) * across - top) * down;
}
