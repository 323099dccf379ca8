import { J } from "../../../../../shared/skeleton.ts";
import type { Actor } from "../../cast/actor.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { hash } from "../hash.ts";
import { GRAINS } from "./palette.ts";

const COUNT = 130;
const STEP_SMALL = 6;
const RADIUS = 0.0068;
/** Metres: seen from the side, the trunk is not a line. */
const DEPTH = 0.075;

/** Numbers a grain: across and down the trunk, depth, light and size. */
const GRAIN = 5;
const TRUNK = Float64Array.from(
  Array.from({ length: COUNT }, (_, i) => {
    const [a, b, c] = [hash(3 * i + 7), hash(3 * i + 8), hash(3 * i + 9)];
    const waist = (1 - 0.25 * Math.sin(Math.PI * b)) * (0.9 + 0.25 * b);
    const edge = 0.35 + 0.65 * Math.abs(2 * a - 1);
    return [(a - 0.5) * waist + 0.5, b, c - 0.5, edge * (0.6 + 0.4 * c), 0.5 + 0.7 * c];
  }).flat(),
);

/** The body between shoulders and hips: it twists with them, and is narrower at the waist. */
export function drawTrunk(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const ls = pen.joint(J.left_shoulder);
  const rs = pen.joint(J.right_shoulder);
  const lh = pen.joint(J.left_hip);
  const rh = pen.joint(J.right_hip);
  const light = Math.min(ls.seen, rs.seen, lh.seen, rh.seen) * pen.light;
  if (light < 0.02) return;
  const radius = pen.metres(pen.detailed ? RADIUS : RADIUS * 1.5);
  const depth = pen.metres(DEPTH);
  const step = GRAIN * (pen.detailed ? 1 : STEP_SMALL);
  strokes.setBrush(BRUSH.solid, GRAINS[actor.role]);
  for (let at = 0; at < TRUNK.length; at += step) {
    const across = TRUNK[at]!;
    const down = TRUNK[at + 1]!;
    const x = bilinear(ls.x, rs.x, lh.x, rh.x, across, down) + TRUNK[at + 2]! * depth;
    const y = bilinear(ls.y, rs.y, lh.y, rh.y, across, down);
    const lit = light * TRUNK[at + 3]!;
    const size = radius * TRUNK[at + 4]!;
    strokes.stroke(x, y, size, lit, x, y, size, lit);
  }
}

function bilinear(ls: number, rs: number, lh: number, rh: number, across: number, down: number): number {
  const top = ls + (rs - ls) * across;
  return top + (lh + (rh - lh) * across - top) * down;
}
