import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { kneeFor } from "../../main/motion/two-bone.ts";
import { add, subtract, type Vector } from "../../main/motion/vectors.ts";
import { J } from "../../shared/skeleton.ts";
import { STANDING } from "./bodies.ts";

const LEGS = [
  [J.left_hip, J.left_knee, J.left_ankle, J.left_foot_index],
  [J.right_hip, J.right_knee, J.right_ankle, J.right_foot_index],
] as const;

/** The toes of both feet in the room. */
export const toesOf = ({ body, root }: MotionFrame): readonly Vector[] =>
  LEGS.map(([, , , toes]) => add(body[toes]!, root));

/** Somebody who stands with her hips there and her toes there; her bones are those of STANDING. */
export function standingOn(root: Vector, toes: readonly Vector[]): MotionFrame {
  const body = [...STANDING];
  for (const [side, [hip, knee, ankle, tip]] of LEGS.entries()) {
    const foot = subtract(STANDING[tip]!, STANDING[ankle]!);
    const leg = { hip: STANDING[hip]!, knee: STANDING[knee]!, ankle: STANDING[ankle]! };
    body[tip] = subtract(toes[side]!, root);
    body[ankle] = subtract(body[tip], foot);
    body[knee] = kneeFor(leg, body[ankle], foot);
  }
  return { body, root };
}

/** Metres a second of a walk, and seconds of one pair of its steps. */
const WALK = 0.7;
const PAIR = 1;
/** Share of that in which a foot stands. */
export const STANDS = 0.65;

/** How far in its part of the walk a foot is at `t`, 0..1: it stands until STANDS, then swings. */
export const phaseOf = (t: number, side: number): number => (t / PAIR + side / 2) % 1;

/** A walk towards +z whose standing feet slide forwards, metres a second. */
export function slidingWalk(t: number, slide: number): MotionFrame {
  const toes = LEGS.map(([, , , tip], side): Vector => {
    const phase = phaseOf(t, side);
    const pairs = t / PAIR + side / 2 - phase;
    const stood = slide * PAIR * STANDS;
    const swing = Math.max(0, phase - STANDS) / (1 - STANDS);
    const way = swing ** 3 * (10 - 15 * swing + 6 * swing ** 2);
    const z =
      WALK * PAIR * (pairs - side / 2) + slide * PAIR * Math.min(phase, STANDS) + (WALK * PAIR - stood) * way;
    return { x: STANDING[tip]!.x, y: 0.12 * Math.sin(Math.PI * swing), z: z + 0.35 };
  });
  return standingOn({ x: 0, y: 0.84, z: WALK * t }, toes);
}
