import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { ROOT_AT } from "../../../motion/clip.ts";
import { distance } from "../../../motion/vectors.ts";
import { JOINT_MASSES } from "../segments.ts";
import { derivative, inside, lengthsOfAll, pointAt, RATE, type SmoothMotion } from "../smooth-dance.ts";
import { meanOf, medianOf, stretchesOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE } from "./measure.ts";

/** Seconds of one effort: it is measured in each, and their median is said, so that one moment does not decide it. */
const WEIGHT_STRETCH = 2;
const SPACE_STRETCH = 1;
const LIMBS = [J.left_wrist, J.right_wrist, J.left_ankle, J.right_ankle];
/** A way is added up in steps of so many frames: shorter ones would be the camera's trembling. */
const STEP = 6;
/** Metres: a limb that goes less far in a stretch is at rest, and its way has no direction. */
const STAYS = 0.3;

/** Sum over the joints of their share of the mass times a value, at each frame. @param values [frames, 19] */
const weighed = (values: Float64Array, frames: number): Float64Array =>
  Float64Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    for (let joint = 0; joint < JOINT_COUNT; joint++)
      sum += JOINT_MASSES[joint]! * values[frame * JOINT_COUNT + joint]!;
    return sum;
  });

/** Largest kinetic energy of the body in a stretch, joules a kilogram: half the sum of mass times speed squared. */
function weightOf({ velocities, frames }: SmoothMotion): number {
  const energies = weighed(
    lengthsOfAll(velocities).map((speed) => speed ** 2 / 2),
    frames,
  );
  return medianOf(
    stretchesOf(frames, WEIGHT_STRETCH * RATE).map(([from, to]) =>
      energies.subarray(from, to).reduce((most, one) => Math.max(most, one), 0),
    ),
  );
}

/** How long a limb's way is, of the straight way between its ends: 1 is straight. */
function spaceOf({ places, frames }: SmoothMotion): number {
  return medianOf(
    LIMBS.flatMap((joint) =>
      stretchesOf(frames, SPACE_STRETCH * RATE).flatMap(([from, to]) => {
        let way = 0;
        for (let frame = from + STEP; frame < to; frame += STEP)
          way += distance(pointAt(places, frame - STEP, joint), pointAt(places, frame, joint));
        const straight = distance(
          pointAt(places, from, joint),
          pointAt(places, from + STEP * Math.floor((to - 1 - from) / STEP), joint),
        );
        return way < STAYS ? [] : [straight / way];
      }),
    ),
  );
}

const squares = (values: Float64Array): Float64Array => values.map((value) => value ** 2);

/** Mean square of the body's acceleration, and of its jerk, away from the ends. */
const accelerationOf = ({ velocities, frames }: SmoothMotion): number =>
  meanOf(inside(weighed(squares(lengthsOfAll(derivative(velocities, ROOT_AT))), frames)));
const jerkOf = ({ velocities, frames }: SmoothMotion): number =>
  meanOf(
    inside(weighed(squares(lengthsOfAll(derivative(derivative(velocities, ROOT_AT), ROOT_AT))), frames)),
  );
const root = ({ 0: square }: ArrayLike<number>): number => Math.sqrt(Math.max(0, square!));

const source = (what: string) => `Larboulette & Gibet 2015, ${what}; masses by de Leva 1996`;

/**
 * The four efforts of Laban, by the formulas of Larboulette and Gibet 2015, in which alpha_k is the mass of joint k:
 * weight: max over t of sum alpha_k v_k(t)^2, here with the half of a kinetic energy; time: mean over t of the weighted
 * accelerations; space: way over straight way, here turned over, so that it is bounded; flow: mean over t of the
 * weighted jerks. They go back to Hachimura et al. 2005 and Kapadia et al. 2013; Samadani et al. 2013 found them to agree with
 * what movement analysts annotate, weight and time best.
 */
export const EFFORTS: readonly Measure[] = [
  {
    name: "weight",
    group: "effort",
    what: "light (low) or strong (high): how much energy there is in her strongest moments",
    unit: "J/kg",
    source: source("weight effort, largest energy in 2 s"),
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    ...directly(({ slow }) => weightOf(slow)),
  },
  {
    name: "time",
    group: "effort",
    what: "sustained (low) or sudden (high): how fast she changes her speed",
    unit: "m/s²",
    source: source("time effort, mean acceleration"),
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    gather: ({ slow }) => [accelerationOf(slow)],
    value: root,
  },
  {
    name: "space",
    group: "effort",
    what: "indirect (low) or direct (high): how straight hands and feet go where they go; 1 is straight",
    unit: "",
    source: source("space effort, turned over: straight way of 1 s over the way"),
    needs: ["arms", "legs"],
    bounds: [0, 1],
    ...directly(({ slow }) => spaceOf(slow)),
  },
  {
    name: "flow",
    group: "effort",
    what: "free (low) or bound (high): how much she brakes and pushes",
    unit: "m/s³",
    source: source("flow effort, mean jerk"),
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    gather: ({ slow }) => [jerkOf(slow)],
    value: root,
  },
];
