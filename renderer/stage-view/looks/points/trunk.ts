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

/** Three numbers a grain. */
const CHANCE = Float32Array.from({ length: 3 * COUNT }, (_, i) => hash(i + 7));

/** The body between shoulders and hips: it twists as they do, and is slender at the waist. */
export function drawTrunk(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const ls = pen.joint(J.left_shoulder);
  const rs = pen.joint(J.right_shoulder);
  const lh = pen.joint(J.left_hip);
  const rh = pen.joint(J.right_hip);
  const light = Math.min(ls.seen, rs.seen, lh.seen, rh.seen) * pen.light;
  if (light < 0.02) return;
  const radius = pen.metres(pen.fine ? RADIUS : RADIUS * 1.5);
  strokes.use(BRUSH.solid, GRAINS[actor.role]);
  for (let i = 0; i < COUNT; i += pen.fine ? 1 : STEP_SMALL) {
    const a = CHANCE[3 * i]!;
    const b = CHANCE[3 * i + 1]!;
    const c = CHANCE[3 * i + 2]!;
    const across = (a - 0.5) * (1 - 0.25 * Math.sin(Math.PI * b)) * (0.9 + 0.25 * b) + 0.5;
    const x = mix4(ls.x, rs.x, lh.x, rh.x, across, b) + (c - 0.5) * pen.metres(DEPTH);
    const y = mix4(ls.y, rs.y, lh.y, rh.y, across, b);
    const edge = 0.35 + 0.65 * Math.abs(2 * a - 1);
    const lit = light * edge * (0.6 + 0.4 * c);
    const size = radius * (0.5 + 0.7 * c);
    strokes.stroke(x, y, size, lit, x, y, size, lit);
  }
}

function mix4(ls: number, rs: number, lh: number, rh: number, across: number, down: number): number {
  const top = ls + (rs - ls) * across;
  return top + (lh + (rh - lh) * across - top) * down;
}
