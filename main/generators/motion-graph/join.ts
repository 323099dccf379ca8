import { BONE_COUNT, jointsOfBones } from "../../motion/bones.ts";
import { faceForward, type Heading } from "../../motion/heading.ts";
import { decayed, halfLifeFor } from "../../motion/inertialization.ts";
import { ADULT } from "../../motion/moments/adult.ts";
import { HEIGHT, PLACEMENT_SIZE, ROOT_POINT } from "../../motion/motion-state.ts";
import { headingOfPlacement } from "../../motion/placement.ts";
import { clampLengths } from "../../motion/standard-body.ts";

const ROOT = 3 * ROOT_POINT;

/**
 * How some material is danced where another ended: turned and moved to where the body was and faced, plus what the body
 * was from it then, which decays (see inertialization.ts). Never changed once made.
 */
export interface Join {
  readonly turn: Heading;
  readonly x: number;
  readonly z: number;
  /** Of each coordinate of a placement, metres and metres a second, [57]. */
  readonly position: Float32Array;
  readonly velocity: Float32Array;
  /** Seconds. */
  readonly halfLife: number;
}

/**
 * @param shown what was danced last, and before what was danced a frame earlier, on the body of an adult, [57]
 * @param from the moment of the material that is like it, and the one a frame earlier
 */
export function joinTo(
  shown: Float32Array,
  before: Float32Array,
  from: Float32Array,
  fromBefore: Float32Array,
  fps: number,
): Join {
  const [is, was] = [headingOfPlacement(shown), headingOfPlacement(from)];
  const turn = { cos: was.cos * is.cos + was.sin * is.sin, sin: was.sin * is.cos - was.cos * is.sin };
  const placed = new Float32Array(PLACEMENT_SIZE);
  faceForward(from, turn, placed);
  const [x, z] = [shown[ROOT]! - placed[ROOT]!, shown[ROOT + 2]! - placed[ROOT + 2]!];
  const still = { turn, x, z };
  const now = laid(from, still, placed);
  const earlier = laid(fromBefore, still, new Float32Array(PLACEMENT_SIZE));
  const position = shown.map((value, i) => value - now[i]!);
  const velocity = shown.map((value, i) => fps * (value - before[i]! - (now[i]! - earlier[i]!)));
  return { ...still, position, velocity, halfLife: halfLifeFor(jointsOf(position), jointsOf(velocity)) };
}

/** Offsets of the joints in the room that those of bones and hips come to. */
function jointsOf(offsets: Float32Array): Float32Array {
  const joints = jointsOfBones(offsets);
  for (let i = 0; i < joints.length; i++) joints[i]! += offsets[ROOT + (i % 3)]!;
  return joints;
}

/** The material where it is danced, into `out`. */
function laid(material: Float32Array, { turn, x, z }: Pick<Join, "turn" | "x" | "z">, out: Float32Array) {
  faceForward(material, turn, out);
  out[ROOT]! += x;
  out[ROOT + 2]! += z;
  return out;
}

/** What is danced so many seconds after the join: bones of an adult, which keep their lengths. */
export function joined(join: Join, material: Float32Array, passed: number): Float32Array {
  const shown = laid(material, join, new Float32Array(PLACEMENT_SIZE));
  const { position, velocity, halfLife } = join;
  for (let i = 0; i < PLACEMENT_SIZE; i++) shown[i]! += decayed(position[i]!, velocity[i]!, passed, halfLife);
  clampLengths(shown, ADULT);
  return shown;
}

/** How hard the joints are accelerated on the way through three placements, a frame apart, metres a second squared: their mean. */
export function accelerationOf(
  before: Float32Array,
  now: Float32Array,
  after: Float32Array,
  fps: number,
): number {
  const joints = jointsOf(now.map((value, i) => before[i]! + after[i]! - 2 * value));
  let sum = 0;
  for (let i = 0; i < joints.length; i += 3) sum += Math.hypot(joints[i]!, joints[i + 1]!, joints[i + 2]!);
  return (3 * fps * fps * sum) / joints.length;
}

const joints = new Float32Array(57);

/** Lifts a placement of which a joint is deeper below the floor than `allowed`, metres, in place. */
export function liftToFloor(placement: Float32Array, allowed: number): void {
  jointsOfBones(placement.subarray(0, 3 * BONE_COUNT), joints);
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < joints.length; i += 3) lowest = Math.min(lowest, joints[i]!);
  placement[HEIGHT] = Math.max(placement[HEIGHT]!, -lowest - allowed);
}
