import { J } from "../../../../shared/skeleton.ts";
import type { Curve } from "../strokes/curve.ts";
import type { FigurePen } from "./figure-pen.ts";

/** A body is drawn as this many lines. */
export const BODY_LINES = 5;

/**
 * Fills `curve` with one line of the body, wide near the trunk and thin at the ends: 0 both arms across the shoulders,
 * 1 and 2 from the throat down the spine into each leg, 3 and 4 the feet. Radii in metres.
 */
export function traceLine(pen: FigurePen, line: number, curve: Curve): void {
  curve.clear();
  if (line === 0) arms(pen, curve);
  else if (line === 1) leg(pen, curve, J.left_hip, J.left_knee, J.left_ankle);
  else if (line === 2) leg(pen, curve, J.right_hip, J.right_knee, J.right_ankle);
  else if (line === 3) foot(pen, curve, J.left_ankle, J.left_foot_index);
  else foot(pen, curve, J.right_ankle, J.right_foot_index);
  curve.interpolate();
}

function arms(pen: FigurePen, curve: Curve): void {
  // Seen from the side, the shoulders coincide: a full width there would look like a knot.
  const breadth = 0.45 + 0.55 * pen.breadth;
  hand(pen, curve, J.left_wrist, J.left_index, true);
  pen.addTo(curve, pen.joint(J.left_elbow), 0.019);
  pen.addTo(curve, pen.joint(J.left_shoulder), 0.029 * breadth);
  pen.addTo(curve, pen.chest, 0.024 * breadth);
  pen.addTo(curve, pen.joint(J.right_shoulder), 0.029 * breadth);
  pen.addTo(curve, pen.joint(J.right_elbow), 0.019);
  hand(pen, curve, J.right_wrist, J.right_index, false);
}

/** The index joint is the knuckle: the fingertip lies farther out. */
function hand(pen: FigurePen, curve: Curve, wristJoint: number, indexJoint: number, first: boolean): void {
  const wrist = pen.joint(wristJoint);
  const index = pen.joint(indexJoint);
  const tip = pen.between(wrist, index, 1.75, pen.tip);
  if (first) pen.addTo(curve, tip, 0.003);
  else pen.addTo(curve, wrist, 0.0105);
  pen.addTo(curve, pen.between(wrist, index, 0.7, pen.spare), 0.019);
  if (first) pen.addTo(curve, wrist, 0.0105);
  else pen.addTo(curve, pen.between(wrist, index, 1.75, pen.tip), 0.003);
}

function leg(pen: FigurePen, curve: Curve, hip: number, knee: number, ankle: number): void {
  pen.addTo(curve, pen.throat, 0.014);
  pen.addTo(curve, pen.chest, 0.024);
  pen.addTo(curve, pen.waist, 0.021);
  pen.addTo(curve, pen.joint(hip), 0.038);
  pen.addTo(curve, pen.joint(knee), 0.026);
  pen.addTo(curve, pen.joint(ankle), 0.0125);
}

/** From the heel, behind and below the ankle, over the ball to the toes. */
function foot(pen: FigurePen, curve: Curve, ankleJoint: number, toeJoint: number): void {
  const ankle = pen.joint(ankleJoint);
  const toe = pen.joint(toeJoint);
  pen.addTo(curve, ankle, 0.0125);
  pen.addTo(curve, pen.heel(ankle, toe, pen.spare), 0.014);
  pen.addTo(curve, pen.between(pen.spare, toe, 0.65, pen.tip), 0.0165);
  pen.addTo(curve, pen.between(ankle, toe, 1.12, pen.tip), 0.004);
}
