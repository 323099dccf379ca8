import { J } from "../../../../shared/skeleton.ts";
import { floorAt } from "../floor.ts";
import { type FloorPoint, hullOf, outside } from "../hull.ts";
import { centreOfMass } from "../segments.ts";
import { pointAt, type SmoothDance } from "../smooth-dance.ts";
import { meanOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE, PERCENT } from "./measure.ts";

/** A foot is wider than the line from ankle to toes: metres to either side. */
const HALF_WIDTH = 0.05;
/** Balance is slow: every so many frames are looked at. */
const EVERY = 3;
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

/** How she stands, so often. */
const standsOf = ({ slow }: SmoothDance): readonly Stand[] =>
  Array.from({ length: Math.ceil(slow.frames / EVERY) }, (_, n) => {
    const at = (joint: number) => pointAt(slow.places, n * EVERY, joint);
    const { joints } = floorAt(slow, n * EVERY);
    const { x, z } = centreOfMass(at);
    return { joints, support: joints.map((joint) => [at(joint).x, at(joint).z]), centre: [x, z] };
  });

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
