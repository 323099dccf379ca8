import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import { mix } from "../../../../shared/numbers.ts";
import { traceLine } from "../figure/body-lines.ts";
import type { FigurePen } from "../figure/figure-pen.ts";
import type { SignColours } from "../looks/look.ts";
import { Curve, SAMPLE_STRIDE } from "../strokes/curve.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";
import type { LimbSigns } from "./limb-signs.ts";

/** Metres: half the width of an outline, and how far from the limb it is, where it agrees and where it differs. */
const THIN = 0.004;
const THICK = 0.017;
const CLOSE = 0.014;
const FAR = 0.046;

/** Metres: half the width of the trunk from the chest down, and half the height and the width of the head. */
const TRUNK = { chest: 0.11, waist: 0.08, pelvis: 0.1 };
const HEAD = { reach: 0.045, radius: 0.095 };

/** The line of the body that a limb is part of, and between which of its control points it lies. */
const LIMBS: Readonly<Partial<Record<BodyPart, readonly [line: number, from: number, to: number]>>> = {
  left_arm: [0, 0, 4],
  right_arm: [0, 6, 10],
  left_leg: [1, 3, 5],
  right_leg: [2, 3, 5],
};

const curve = new Curve(8);
/** x, y, radius and light of each sample. */
const STRIDE = 4;
let path = new Float32Array(STRIDE);

/**
 * An outline of each limb: a thin, light one close to it where it agrees, a thick, dark one at a distance where it
 * differs (on paper the light one is that of what differs), so that colour, lightness and thickness all say it.
 */
export function drawOutlines(
  pen: FigurePen,
  signs: LimbSigns,
  colours: SignColours,
  strokes: StrokeBuffer,
): void {
  for (const part of BODY_PARTS) {
    const differs = signs.differs[part];
    const [width, away] = [mix(THIN, THICK, differs), mix(CLOSE, FAR, differs)];
    const colour = mixed(colours.agrees, colours.differs, differs);
    if (part === "head") drawHead(pen, colour, width, away, strokes);
    else {
      strokes.setBrush(BRUSH.solid, colour);
      const [from, to] = trace(pen, part);
      for (const side of [-1, 1]) drawSide(pen, from, to, side, width, away, strokes);
    }
  }
}

/** @returns between which control points of the curve the part lies */
function trace(pen: FigurePen, part: BodyPart): readonly [from: number, to: number] {
  const limb = LIMBS[part];
  if (limb) {
    const [line, from, to] = limb;
    traceLine(pen, line, curve);
    return [from, to];
  }
  curve.clear();
  pen.addTo(curve, pen.chest, TRUNK.chest);
  pen.addTo(curve, pen.waist, TRUNK.waist);
  pen.addTo(curve, pen.pelvis, TRUNK.pelvis);
  curve.interpolate();
  return [0, 2];
}

/** One side of what lies between two control points; widths in metres. */
function drawSide(
  pen: FigurePen,
  from: number,
  to: number,
  side: number,
  width: number,
  away: number,
  strokes: StrokeBuffer,
): void {
  const { samples, sampleCount } = curve;
  if (path.length < STRIDE * sampleCount) path = new Float32Array(STRIDE * sampleCount);
  let count = 0;
  for (let i = 0; i < sampleCount; i++) {
    const at = i * SAMPLE_STRIDE;
    if (samples[at + 8]! < from || samples[at + 8]! > to) continue;
    const off = side * (samples[at + 2]! + pen.metres(away));
    path[STRIDE * count] = samples[at]! + samples[at + 6]! * off;
    path[STRIDE * count + 1] = samples[at + 1]! + samples[at + 7]! * off;
    path[STRIDE * count + 2] = pen.metres(width);
    path[STRIDE * count + 3] = samples[at + 3]!;
    count++;
  }
  strokes.polyline(path, STRIDE, count, null);
}

/** An oval around the head. */
function drawHead(
  pen: FigurePen,
  colour: StrokeColour,
  width: number,
  away: number,
  strokes: StrokeBuffer,
): void {
  const { ears, up, light } = pen;
  const [reach, radius] = [pen.metres(HEAD.reach), pen.metres(HEAD.radius + away + width)];
  strokes.setBrush(BRUSH.crescent, colour, pen.metres(2 * width));
  strokes.stroke(
    ...([ears.x + up.x * reach, ears.y + up.y * reach, radius, ears.seen * light] as const),
    ...([ears.x - up.x * reach, ears.y - up.y * reach, radius, ears.seen * light] as const),
  );
}

const mixed = (from: StrokeColour, to: StrokeColour, share: number): StrokeColour => [
  mix(from[0], to[0], share),
  mix(from[1], to[1], share),
  mix(from[2], to[2], share),
];
