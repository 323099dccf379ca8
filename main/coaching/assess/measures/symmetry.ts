import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { derivative, lengthsOfAll, type SmoothMotion } from "../smooth-dance.ts";
import { meanOf } from "../statistics.ts";
import type { Measure } from "./measure.ts";

const PAIRS = [
  [J.left_elbow, J.right_elbow],
  [J.left_wrist, J.right_wrist],
  [J.left_knee, J.right_knee],
  [J.left_ankle, J.right_ankle],
] as const;

/** Mean square of a limb's speed, metres a second: what moves less is at rest, and neither even nor uneven. */
const MOVES = 0.15 ** 2;

/** Velocities of the joints as seen from the dancer, metres a second: [frames, 57]. */
const ownVelocities = ({ bodies }: SmoothMotion): Float64Array =>
  derivative(Float64Array.from(bodies), 3 * JOINT_COUNT);

/** Twice the mean product of left and mirrored right velocities of a pair, and the mean sum of both squares. */
function productsOf(dance: SmoothMotion): readonly [both: number, each: number] {
  const velocities = ownVelocities(dance);
  let [both, each] = [0, 0];
  for (let frame = 0; frame < dance.frames; frame++)
    for (const [left, right] of PAIRS)
      for (let axis = 0; axis < 3; axis++) {
        const at = 3 * (frame * JOINT_COUNT);
        const a = velocities[at + 3 * left + axis]!;
        const b = (axis === 0 ? -1 : 1) * velocities[at + 3 * right + axis]!;
        both += 2 * a * b;
        each += a * a + b * b;
      }
  const count = dance.frames * PAIRS.length;
  return [both / count, each / count];
}

/** Mean square of the speeds of the left and of the right limbs. */
function squaresOf(dance: SmoothMotion): readonly [left: number, right: number] {
  const speeds = lengthsOfAll(ownVelocities(dance));
  const ofSide = (side: 0 | 1) =>
    meanOf(
      PAIRS.map((pair) =>
        meanOf(
          Array.from({ length: dance.frames }, (_, frame) => speeds[frame * JOINT_COUNT + pair[side]]! ** 2),
        ),
      ),
    );
  return [ofSide(0), ofSide(1)];
}

export const SYMMETRY: readonly Measure[] = [
  {
    name: "together",
    group: "symmetry",
    what: "whether left and right move as in a mirror: 1 together, 0 each its own, -1 one up as the other goes down",
    unit: "",
    source:
      "correlation of left with mirrored right velocities, elbows, wrists, knees, ankles (Camurri et al. 2004, symmetry)",
    needs: ["arms", "legs"],
    bounds: [-1, 1],
    gather: ({ slow }) => productsOf(slow),
    value: ({ 0: both, 1: each }) => (each! < 2 * MOVES ? Number.NaN : both! / each!),
  },
  {
    name: "sides",
    group: "symmetry",
    what: "how much the calmer side moves, of what the busier one does",
    unit: "%",
    source: "ratio of the root mean square speeds of left and right limbs, as seen from her",
    needs: ["arms", "legs"],
    bounds: [0, 100],
    gather: ({ slow }) => squaresOf(slow),
    value({ 0: left, 1: right }) {
      const [calm, busy] = [Math.max(0, Math.min(left!, right!)), Math.max(left!, right!)];
      return busy < MOVES ? Number.NaN : 100 * Math.sqrt(calm / busy);
    },
  },
];
