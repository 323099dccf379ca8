import { J } from "../../../shared/skeleton.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { add, distance } from "../../motion/vectors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { pointAt } from "../import/bvh/basis.ts";
import { SIDES } from "../import/bvh/joint-names.ts";
import { PosedSkeleton } from "../import/bvh/kinematics.ts";
import { rotate } from "../import/bvh/quaternions.ts";
import { type ArmatureJoint, armatureOf } from "./armature.ts";
import { localRotation, UNTURNED } from "./bases.ts";
import { Limb } from "./limbs.ts";
import { bentOf, type Lengths, lengthsOf, type Measures } from "./measures.ts";
import { type Bases, poseTrunk, type Trunk, trunkOf } from "./trunk.ts";

/** A dance of a skeleton whose bones have one length each. */
export interface RiggedDance {
  readonly joints: readonly ArmatureJoint[];
  readonly fps: number;
  readonly frameCount: number;
  /** frameCount x joints x 4: unit quaternions w x y z against what carries the joint, nothing turned at rest. */
  readonly rotations: Float64Array;
  /** frameCount x 3: of the hips in the room, metres. */
  readonly hips: Float64Array;
  /** How far the joints of `stage-19` are from where she had them, metres: on average, and at most. */
  readonly moved: { readonly mean: number; readonly most: number };
}

/** Frames between two looks at whether the work is to stop. */
const SLICE = 500;

/**
 * Rotations of a skeleton from the places of joints. Frames are gone through three times, since hours of them would not
 * fit in memory as bases: to measure her, to see how her limbs bend, and to turn the bones.
 * @param frames at least one, `fps` a second.
 */
export async function rigged(
  frames: readonly MotionFrame[],
  fps: number,
  context: JobContext,
): Promise<RiggedDance> {
  const lengths = lengthsOf(frames);
  const [spines, necks]: [number[], number[]] = [[], []];
  const work = { frames, lengths, context };
  await eachTrunk(work, 0, (_, __, { loin, neck, skull }) => {
    spines.push(distance(loin, neck));
    necks.push(distance(neck, skull));
  });
  const her: Measures = { ...lengths, spine: bentOf(spines, -1), neck: bentOf(necks, 1) };
  const limbs = SIDES.flatMap((side) => [new Limb(side, "arm"), new Limb(side, "leg")]);
  await eachPosed(work, 1, her, (_, frame, bases) => {
    for (const limb of limbs) limb.observe(frame, bases);
  });
  for (const limb of limbs) limb.settle(fps);
  const joints = armatureOf(her);
  const rotations = new Float64Array(frames.length * joints.length * 4);
  const hips = Float64Array.from(frames.flatMap(({ root: { x, y, z } }) => [x, y, z]));
  await eachPosed(work, 2, her, (f, frame, bases) => {
    for (const limb of limbs) limb.pose(f, frame, bases);
    for (const [j, { name, parent }] of joints.entries()) {
      const above = parent < 0 ? UNTURNED : bases.get(joints[parent]!.name)!;
      const at = (f * joints.length + j) * 4;
      const own = bases.get(name);
      // What carries nothing else goes with its parent.
      if (!own) bases.set(name, above);
      localRotation(above, own ?? above, rotations, at);
      if (f > 0) keepHemisphere(rotations, at, at - joints.length * 4);
    }
  });
  const dance = { joints, fps, frameCount: frames.length, rotations, hips };
  return { ...dance, moved: onFloor(dance, frames) };
}

interface Work {
  readonly frames: readonly MotionFrame[];
  readonly lengths: Lengths;
  readonly context: JobContext;
}

/** Goes through all frames once. @param pass how often they were gone through before */
async function eachTrunk(
  { frames, lengths, context }: Work,
  pass: 0 | 1 | 2,
  visit: (f: number, frame: MotionFrame, trunk: Trunk) => void,
): Promise<void> {
  let trunk: Trunk | undefined;
  for (const [f, frame] of frames.entries()) {
    trunk = trunkOf(frame, lengths, trunk);
    visit(f, frame, trunk);
    if (f % SLICE > 0) continue;
    const [done, total] = [pass * frames.length + f, 3 * frames.length];
    await step(context, { phase: "rigging", unit: "frame", done, total });
  }
}

/** The same with trunk, head and shoulders turned as they are. */
function eachPosed(
  work: Work,
  pass: 1 | 2,
  her: Measures,
  visit: (f: number, frame: MotionFrame, bases: Bases) => void,
): Promise<void> {
  let before: Bases | undefined;
  return eachTrunk(work, pass, (f, frame, trunk) => {
    before = poseTrunk(frame, trunk, her, before);
    visit(f, frame, before);
  });
}

/** q and -q are the same rotation: takes the one nearer to the frame before. */
export function keepHemisphere(q: Float64Array, at: number, before: number): void {
  let alike = 0;
  for (let k = 0; k < 4; k++) alike += q[at + k]! * q[before + k]!;
  if (alike < 0) for (let k = 0; k < 4; k++) q[at + k]! *= -1;
}

/**
 * Lifts or lowers her to where her lowest joint was, since legs of other lengths would take feet off the floor or below.
 * @param hips changed by that. @returns how far the joints of `stage-19` are from where she had them then.
 */
function onFloor(
  { joints, frameCount, rotations, hips }: Omit<RiggedDance, "moved">,
  frames: readonly MotionFrame[],
): RiggedDance["moved"] {
  const offsets = Float64Array.from(joints.flatMap(({ offset: { x, y, z } }) => [x, y, z]));
  const positions = joints.map((_, j) => (j === 0 ? hips : null));
  const parents = joints.map(({ parent }) => parent);
  const skeleton = new PosedSkeleton({ parents, offsets, frameCount, rotations, positions });
  const known = [...joints.entries()].filter(([, { is }]) => is !== undefined);
  let [sum, most] = [0, 0];
  for (const [f, { body, root }] of frames.entries()) {
    skeleton.pose(f);
    const places = known.map(([j, { is, end }]) => {
      const at = pointAt(skeleton.positions, j);
      // The tip of the foot is the end of the toes.
      if (!end || !is!.endsWith("foot_index")) return at;
      const tip = new Float64Array(3);
      rotate(skeleton.rotations, j * 4, [end.x, end.y, end.z], 0, tip, 0);
      return add(at, pointAt(tip, 0));
    });
    const lift = { x: 0, y: root.y + lowestOf(body) - lowestOf(places), z: 0 };
    hips[f * 3 + 1]! += lift.y;
    for (const [k, [, { is }]] of known.entries()) {
      const apart = distance(add(places[k]!, lift), add(body[J[is!]]!, root));
      sum += apart / known.length / frames.length;
      most = Math.max(most, apart);
    }
  }
  return { mean: sum, most };
}
