import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { lengthsOfAll, QUICK, RATE, type SmoothDance } from "../smooth-dance.ts";
import { sparc } from "../sparc.ts";
import { meanOf, medianOf, stretchesOf } from "../statistics.ts";
import { directly, type Measure } from "./measure.ts";

/** Seconds of movement that are taken for one. */
const STRETCH = 4;
/** Metres a second: what is slower in the mean hardly moves, and has no fluency. */
const MOVES = 0.15;

/** The joints that a limb moves: of their speeds the mean, which is less noisy than that of one. */
const ARMS = [
  [J.left_elbow, J.left_wrist, J.left_index],
  [J.right_elbow, J.right_wrist, J.right_index],
];
const LEGS = [
  [J.left_knee, J.left_ankle, J.left_foot_index],
  [J.right_knee, J.right_ankle, J.right_foot_index],
];

/** Median over all stretches in which they move. */
function fluencyOf({ velocities, frames }: SmoothDance, limbs: readonly (readonly number[])[]): number {
  const speeds = lengthsOfAll(velocities);
  return medianOf(
    limbs.flatMap((joints) => {
      const own = Float64Array.from({ length: frames }, (_, frame) =>
        meanOf(joints.map((joint) => speeds[frame * JOINT_COUNT + joint]!)),
      );
      return stretchesOf(frames, STRETCH * RATE).flatMap(([from, to]) => {
        const movement = own.subarray(from, to);
        return meanOf(movement) < MOVES ? [] : [sparc(movement, RATE, 1.25 * QUICK)];
      });
    }),
  );
}

const BALASUBRAMANIAN = "Balasubramanian et al. 2015 (SPARC), median of stretches of 4 s";
const BOUNDS = [Number.NEGATIVE_INFINITY, -1] as const;

export const FLUENCY: readonly Measure[] = [
  {
    name: "arms",
    group: "fluency",
    what: "how fluently her hands move: the nearer to 0, the fewer stops and starts",
    unit: "",
    source: BALASUBRAMANIAN,
    needs: ["arms"],
    bounds: BOUNDS,
    ...directly((dance) => fluencyOf(dance, ARMS)),
  },
  {
    name: "legs",
    group: "fluency",
    what: "how fluently her feet move: the nearer to 0, the fewer stops and starts",
    unit: "",
    source: BALASUBRAMANIAN,
    needs: ["legs"],
    bounds: BOUNDS,
    ...directly((dance) => fluencyOf(dance, LEGS)),
  },
];
