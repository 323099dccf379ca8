import { J, JOINTS } from "../../../../shared/skeleton.ts";
import { type FloorPoint, hullOf, outside } from "../hull.ts";
import { centreOfMass } from "../segments.ts";
import { pointAt, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, quantileOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE, PERCENT } from "./measure.ts";

/** Metres over the floor below which a joint rests on it, whatever the joint's own place within the body. */
const RESTS: Readonly<Record<number, number>> = {
  ...{ [J.left_foot_index]: 0.06, [J.right_foot_index]: 0.06, [J.left_ankle]: 0.13, [J.right_ankle]: 0.13 },
  ...{ [J.left_knee]: 0.12, [J.right_knee]: 0.12, [J.left_hip]: 0.18, [J.right_hip]: 0.18 },
  ...{ [J.left_wrist]: 0.1, [J.right_wrist]: 0.1, [J.left_elbow]: 0.1, [J.right_elbow]: 0.1 },
};
/** A foot is wider than the line from ankle to toes: metres to either side. */
const HALF_WIDTH = 0.05;
/** Balance is slow: every so many frames are looked at. */
const EVERY = 3;
/** So many of the lowest heights of her feet are below what counts as the floor. */
const FLOOR = 0.05;
const FEET = [
  [J.left_ankle, J.left_foot_index],
  [J.right_ankle, J.right_foot_index],
] as const;

interface Stand {
  /** What rests on the floor. */
  readonly joints: readonly number[];
  readonly support: readonly FloorPoint[];
  /** The centre of mass, seen from above. */
  readonly centre: FloorPoint;
}

/** How she stands at each frame at which something rests on the floor. */
function standsOf({ slow: { places, frames } }: SmoothDance): readonly Stand[] {
  const floor = quantileOf(
    Float64Array.from({ length: 2 * frames }, (_, i) => pointAt(places, i >> 1, FEET[i & 1]![1]).y),
    FLOOR,
  );
  return Array.from({ length: Math.ceil(frames / EVERY) }, (_, n): Stand => {
    const frame = n * EVERY;
    const at = (joint: number) => pointAt(places, frame, joint);
    const joints = JOINTS.flatMap((_name, joint) =>
      at(joint).y - floor < (RESTS[joint] ?? Number.NEGATIVE_INFINITY) ? [joint] : [],
    );
    const { x, z } = centreOfMass(at);
    const support = joints.map((joint) => [at(joint).x, at(joint).z] as const);
    return { joints, support, centre: [x, z] };
  }).filter(({ joints }) => joints.length > 0);
}

const isOnOneLeg = ({ joints }: Stand): boolean => {
  const down = FEET.filter((foot) => foot.some((joint) => joints.includes(joint)));
  return down.length === 1 && joints.every((joint) => down[0]!.includes(joint as never));
};

const overhangOf = (stands: readonly Stand[]): number =>
  meanOf(stands.map(({ support, centre }) => Math.max(0, outside(hullOf(support), centre) - HALF_WIDTH)));

const SOURCE = "centre of mass by de Leva 1996 over the convex hull of what rests on the floor (Winter 1995)";

export const BALANCE: readonly Measure[] = [
  {
    name: "overhang",
    group: "balance",
    what: "how far her weight is beyond what she stands on: 0 in a balance that holds, more the more she falls into steps",
    unit: "cm",
    source: SOURCE,
    needs: ["room", "feet"],
    bounds: NOT_NEGATIVE,
    ...directly((dance) => 100 * overhangOf(standsOf(dance))),
  },
  {
    name: "balances",
    group: "balance",
    what: "how much of the time she stands on one leg",
    unit: "% of time",
    source: "share of the frames at which nothing but one foot rests on the floor",
    needs: ["room", "feet"],
    bounds: PERCENT,
    ...directly((dance) => {
      const stands = standsOf(dance);
      return (100 * stands.filter(isOnOneLeg).length) / stands.length;
    }),
  },
];
