import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import { mix } from "../../../../shared/numbers.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { FigurePen } from "../figure/figure-pen.ts";
import type { SignColours } from "../looks/look.ts";
import { Curve, drawCurve } from "../strokes/curve.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";
import type { LimbSigns } from "./limb-signs.ts";

/** Metres from the middle of a limb, whose own line is some 0.02 wide: close where it agrees, broad where it differs. */
const CLOSE = 0.04;
const BROAD = 0.09;
const HEAD = 0.075;
const TRUNK = 0.03;

const curve = new Curve(6);

/**
 * A sleeve around each limb: thin and light where it agrees, broad and dark where it differs (on paper the other way
 * round), so that colour, lightness and thickness all say it.
 */
export function drawSleeves(
  pen: FigurePen,
  signs: LimbSigns,
  colours: SignColours,
  strokes: StrokeBuffer,
): void {
  for (const part of BODY_PARTS) {
    const differs = signs.differs[part];
    strokes.setBrush(BRUSH.solid, mixed(colours.agrees, colours.differs, differs));
    curve.clear();
    trace(pen, part, mix(CLOSE, BROAD, differs));
    curve.interpolate();
    drawCurve(curve, null, strokes);
  }
}

/** @param wide metres */
function trace(pen: FigurePen, part: BodyPart, wide: number): void {
  if (part === "head") {
    pen.addTo(curve, pen.ears, HEAD + wide);
    pen.addTo(curve, pen.joint(J.nose), HEAD + wide - 0.02);
  } else if (part === "trunk") {
    for (const point of [pen.chest, pen.waist, pen.pelvis]) pen.addTo(curve, point, TRUNK + wide);
  } else {
    const [first, ...rest] = LIMBS[part];
    pen.addTo(curve, pen.joint(first), wide);
    for (const joint of rest) pen.addTo(curve, pen.joint(joint), wide * 0.85);
  }
}

const LIMBS = {
  left_arm: [J.left_shoulder, J.left_elbow, J.left_wrist, J.left_index],
  right_arm: [J.right_shoulder, J.right_elbow, J.right_wrist, J.right_index],
  left_leg: [J.left_hip, J.left_knee, J.left_ankle, J.left_foot_index],
  right_leg: [J.right_hip, J.right_knee, J.right_ankle, J.right_foot_index],
} as const;

export const mixed = (from: StrokeColour, to: StrokeColour, share: number): StrokeColour => [
  mix(from[0], to[0], share),
  mix(from[1], to[1], share),
  mix(from[2], to[2], share),
];
