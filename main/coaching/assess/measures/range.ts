import { J } from "../../../../shared/skeleton.ts";
import { dot, mixPoints, norm, subtract, type Vector } from "../../../motion/vectors.ts";
import { pointAt, type SmoothDance } from "../smooth-dance.ts";
import { quantilesOf } from "../statistics.ts";
import { directly, type Measure, type Need } from "./measure.ts";

/** The widest and the narrowest angles of a few moments do not count: they may be the camera's. */
const RANGE = [0.05, 0.95] as const;

type Body = (joint: number) => Vector;
type Angle = (body: Body, side: "left" | "right") => number;

const between = (a: Vector, b: Vector): number =>
  (Math.acos(Math.max(-1, Math.min(1, dot(a, b) / (norm(a) * norm(b) || 1)))) * 180) / Math.PI;

const hipsOf = (body: Body) => mixPoints(body(J.left_hip), body(J.right_hip), 0.5);
const neckOf = (body: Body) => mixPoints(body(J.left_shoulder), body(J.right_shoulder), 0.5);
/** From the neck down to the hips. */
const trunkOf = (body: Body): Vector => subtract(hipsOf(body), neckOf(body));

/** The angle at the middle one of three joints: 180 is straight. */
const bend =
  (a: "shoulder" | "hip", b: "elbow" | "knee", c: "wrist" | "ankle"): Angle =>
  (body, side) => {
    const [from, at, to] = [body(J[`${side}_${a}`]), body(J[`${side}_${b}`]), body(J[`${side}_${c}`])];
    return between(subtract(from, at), subtract(to, at));
  };

/** The angle between the trunk and a limb: 0 hangs along it. */
const lift =
  (a: "shoulder" | "hip", b: "elbow" | "knee"): Angle =>
  (body, side) =>
    between(trunkOf(body), subtract(body(J[`${side}_${b}`]), body(J[`${side}_${a}`])));

/** Between which angles a joint is for nine tenths of the time, degrees: mean of both sides. */
function rangeOf({ bodies, frames }: SmoothDance, angle: Angle): number {
  const sides = (["left", "right"] as const).map((side) => {
    const angles = Float64Array.from({ length: frames }, (_, frame) =>
      angle((joint) => pointAt(bodies, frame, joint), side),
    );
    const [least, most] = quantilesOf(angles, RANGE);
    return most! - least!;
  });
  return (sides[0]! + sides[1]!) / 2;
}

const SOURCE = "range of motion, 5th to 95th percentile of the angle between segments (Winter 2009)";

const range = (name: string, what: string, need: Need, angle: Angle): Measure => ({
  name,
  group: "range",
  what,
  unit: "degrees",
  source: SOURCE,
  needs: [need],
  bounds: [0, 180],
  ...directly((dance) => rangeOf(dance, angle)),
});

export const RANGE_OF_MOTION: readonly Measure[] = [
  range("shoulders", "how far her upper arms swing", "arms", lift("shoulder", "elbow")),
  range("elbows", "how far her elbows bend and stretch", "arms", bend("shoulder", "elbow", "wrist")),
  range("hips", "how far her thighs swing", "legs", lift("hip", "knee")),
  range("knees", "how far her knees bend and stretch", "legs", bend("hip", "knee", "ankle")),
  {
    ...range("trunk", "how far her trunk tilts", "arms", () => 0),
    needs: [],
    ...directly((dance) => rangeOf(dance, (body) => between(trunkOf(body), { x: 0, y: -1, z: 0 }))),
  },
];
