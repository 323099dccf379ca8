import type { Seconds } from "../../../../../shared/pose.ts";
import { BODY_LINES, traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { Curve, drawCurve, SAMPLE_STRIDE } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { drawHead } from "../head.ts";
import { BODY } from "./palette.ts";

const STRANDS = 4;
const RINGS = 3;
/** Turns of a strand around its limb from one joint to the next, and turns a second. */
const TWIST = 0.05;
const DRIFT = 0.07;
/** Radius of a strand, metres. */
const THIN = 0.0041;

const FINE = new Curve(7);
const COARSE = new Curve(4);

/** The partner: the same lines, wound of thin strands of cold light. */
export function drawPartner(pen: FigurePen, now: Seconds, strokes: StrokeBuffer): void {
  strokes.setBrush(BRUSH.solid, BODY.partner);
  if (!pen.detailed) {
    drawSmall(pen, strokes);
    return;
  }
  for (let line = 0; line < BODY_LINES; line++) {
    traceLine(pen, line, FINE);
    for (let i = 0; i < STRANDS; i++) strand(pen, FINE, (i / STRANDS + now * DRIFT) * 2 * Math.PI, strokes);
  }
  for (let ring = 0; ring < RINGS; ring++) drawHead(pen, BODY.partner, 0.28, 0.98 - 0.18 * ring, 0, strokes);
}

/** Strands would merge in a small figure: it is drawn solid, but thinner than the dancer. */
function drawSmall(pen: FigurePen, strokes: StrokeBuffer): void {
  for (let line = 0; line < BODY_LINES; line++) {
    traceLine(pen, line, COARSE);
    drawCurve(COARSE, null, strokes);
  }
  drawHead(pen, BODY.partner, 1, 0.98, 0.15, strokes);
}

/** One strand of the helix, seen from the side: brighter in front than behind. */
function strand(pen: FigurePen, curve: Curve, phase: number, strokes: StrokeBuffer): void {
  const { samples, sampleCount } = curve;
  const thin = pen.metres(THIN);
  let x = 0;
  let y = 0;
  let light = 0;
  for (let i = 0; i < sampleCount; i++) {
    const at = i * SAMPLE_STRIDE;
    const angle = phase + samples[at + 8]! * TWIST * 2 * Math.PI;
    const aside = Math.sin(angle) * samples[at + 2]! * 1.5;
    const nextX = samples[at]! + samples[at + 6]! * aside;
    const nextY = samples[at + 1]! + samples[at + 7]! * aside;
    const nextLight = samples[at + 3]! * (0.8 + 0.3 * Math.cos(angle));
    if (i > 0) strokes.stroke(x, y, thin, light, nextX, nextY, thin, nextLight);
    x = nextX;
    y = nextY;
    light = nextLight;
  }
}
