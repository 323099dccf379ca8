import { J } from "../../../../../shared/skeleton.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../../strokes/stroke-buffer.ts";

const LIMBS = [
  [J.left_shoulder, J.left_elbow],
  [J.right_shoulder, J.right_elbow],
  [J.left_elbow, J.left_index],
  [J.right_elbow, J.right_index],
  [J.left_hip, J.left_knee],
  [J.right_hip, J.right_knee],
  [J.left_knee, J.left_foot_index],
  [J.right_knee, J.right_foot_index],
] as const;

/**
 * A glow around the figure and a faint volume in its trunk, brighter the more it moves.
 * @param energy in body heights a second; dance has about half a one
 */
export function drawHalo(pen: FigurePen, colour: StrokeColour, energy: number, strokes: StrokeBuffer): void {
  strokes.setBrush(BRUSH.glow, colour);
  const warmth = 0.75 + 0.5 * Math.min(energy, 1.2);
  glow(pen, pen.chest, pen.pelvis, 0.36, 0.32, 0.15 * warmth, strokes);
  glow(pen, pen.ears, pen.ears, 0.32, 0.32, 0.1 * warmth, strokes);
  for (const [from, to] of LIMBS)
    glow(pen, pen.joint(from), pen.joint(to), 0.24, 0.19, 0.085 * warmth, strokes);
}

function glow(
  pen: FigurePen,
  from: FigurePen["chest"],
  to: FigurePen["chest"],
  fromRadius: number,
  toRadius: number,
  light: number,
  strokes: StrokeBuffer,
): void {
  const shown = Math.min(from.seen, to.seen) * pen.light * light;
  strokes.stroke(from.x, from.y, pen.metres(fromRadius), shown, to.x, to.y, pen.metres(toRadius), shown);
}
