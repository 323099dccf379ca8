import { BODY_LINES, traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { Curve, drawCurve } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { drawHead } from "../head.ts";
import { BODY } from "./palette.ts";

const FINE = new Curve(10);
const COARSE = new Curve(4);

/** The live dancer: full strokes of warm light. */
export function drawDancer(pen: FigurePen, strokes: StrokeBuffer): void {
  strokes.setBrush(BRUSH.solid, BODY.dancer);
  const curve = pen.detailed ? FINE : COARSE;
  drawTrunk(pen, 0.22, strokes);
  for (let line = 0; line < BODY_LINES; line++) {
    traceLine(pen, line, curve);
    drawCurve(curve, null, strokes);
  }
  drawHead(pen, BODY.dancer, 0.85, 0.93, 0.52, strokes);
}

/** A faint volume between the lines. */
function drawTrunk(pen: FigurePen, light: number, strokes: StrokeBuffer): void {
  const { chest, waist, pelvis } = pen;
  const shown = Math.min(chest.seen, pelvis.seen) * pen.light * light;
  const [ribs, middle, hips] = [pen.metres(0.115), pen.metres(0.07), pen.metres(0.095)];
  strokes.stroke(chest.x, chest.y + ribs * 0.7, ribs, shown, waist.x, waist.y, middle, shown);
  strokes.stroke(waist.x, waist.y, middle, shown, pelvis.x, pelvis.y, hips, shown);
}
