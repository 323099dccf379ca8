import { J } from "../../../shared/skeleton.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import {
  add,
  cross,
  distance,
  mixPoints,
  norm,
  scaled,
  subtract,
  unit,
  type Vector,
} from "../../motion/vectors.ts";
import { type JobContext, step } from "../../system/job.ts";
import type { Basis } from "../import/bvh/basis.ts";
import { SIDES, type Side } from "../import/bvh/joint-names.ts";
import { PosedSkeleton } from "../import/bvh/kinematics.ts";
import { type ArmatureJoint, armatureOf, FOOT_AT_REST } from "./armature.ts";
import { aligned, into, localRotation, outOf, squareTo, swung, UNTURNED } from "./bases.ts";
import { hinged } from "./hinges.ts";
import { type Bent, bentOf, type Lengths, LOOK, lengthsOf, type Measures } from "./measures.ts";

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

/** Rotations of a skeleton from the places of joints. @param frames at least one, `fps` a second. */
export async function rigged(
  frames: readonly MotionFrame[],
  fps: number,
  context: JobContext,
): Promise<RiggedDance> {
  const { report } = context;
  const total = 2 * frames.length;
  report({ phase: "measuring her bones", unit: "frame", done: 0, total });
  const lengths = lengthsOf(frames);
  const trunks: Trunk[] = [];
  for (const [f, frame] of frames.entries()) {
    trunks.push(trunkOf(frame, lengths, trunks.at(-1)));
    if (f % SLICE === 0) await step(context, { phase: "rigging", unit: "frame", done: f, total });
  }
  const spines = trunks.map(({ loin, neck }) => distance(loin, neck));
  const necks = trunks.map(({ neck, skull }) => distance(neck, skull));
  const her: Measures = { ...lengths, spine: bentOf(spines, -1), neck: bentOf(necks, 1) };
  const joints = armatureOf(her);
  const rotations = new Float64Array(frames.length * joints.length * 4);
  const hips = new Float64Array(frames.length * 3);
  const [posed, limbs]: [Map<string, Basis>[], Limbs[]] = [[], []];
  for (const [f, frame] of frames.entries()) {
    const trunk = trunks[f]!;
    hips.set([trunk.middle.x, trunk.middle.y, trunk.middle.z], f * 3);
    const bases = poseTrunk(frame, trunk, her, posed.at(-1));
    posed.push(bases);
    limbs.push(limbsOf(frame));
    if (f % SLICE === 0)
      await step(context, { phase: "rigging", unit: "frame", done: frames.length + f, total });
  }
  for (const side of SIDES) poseLimbs(side, posed, limbs, fps);
  for (const [f, bases] of posed.entries())
    for (const [j, { name, parent }] of joints.entries()) {
      const above = parent < 0 ? UNTURNED : bases.get(joints[parent]!.name)!;
      const at = (f * joints.length + j) * 4;
      const own = bases.get(name);
      // What carries nothing else goes with its parent.
      if (!own) bases.set(name, above);
      localRotation(above, own ?? above, rotations, at);
      if (f > 0) keepHemisphere(rotations, at, at - joints.length * 4);
    }
  const dance = { joints, fps, frameCount: frames.length, rotations, hips };
  return { ...dance, moved: movedBy(dance, frames) };
}

/** Places that a frame's trunk is built on, metres in the room. */
interface Trunk {
  readonly middle: Vector;
  readonly hips: Basis;
  /** Where the spine begins to bend. */
  readonly loin: Vector;
  /** From right to left through the shoulders. */
  readonly shoulders: Vector;
  readonly neck: Vector;
  readonly head: Basis;
  readonly skull: Vector;
}

const UP: Vector = { x: 0, y: 1, z: 0 };

function trunkOf({ body, root }: MotionFrame, her: Lengths, before: Trunk | undefined): Trunk {
  const at = (joint: number) => add(body[joint]!, root);
  const [left, right] = [at(J.left_shoulder), at(J.right_shoulder)];
  const between = mixPoints(left, right, 0.5);
  const upwards = unit(subtract(between, root));
  const hips = levelled(subtract(at(J.left_hip), at(J.right_hip)), upwards, before?.hips);
  const shoulders = unit(subtract(left, right));
  // The clavicles rise from the neck, by as much as shoulders are narrower than they are long.
  const length = norm(her.clavicle);
  const drop = Math.sqrt(Math.max(0, length ** 2 - (distance(left, right) / 2) ** 2));
  const rise = squareTo(upwards, shoulders);
  const neck = subtract(between, scaled(unit(norm(rise) > 1e-3 ? rise : squareTo(hips[1], shoulders)), drop));
  const ears = mixPoints(at(J.left_ear), at(J.right_ear), 0.5);
  const aside = subtract(at(J.left_ear), at(J.right_ear));
  const head = lookingAlong(subtract(at(J.nose), ears), aside, before?.head ?? hips);
  return {
    middle: root,
    hips,
    loin: add(root, outOf(hips, { x: 0, y: her.loin, z: 0 })),
    shoulders,
    neck,
    head,
    skull: subtract(ears, outOf(head, her.ears)),
  };
}

/** The basis whose x is a way exactly, and whose y is near to another. */
function levelled(left: Vector, up: Vector, before: Basis = UNTURNED): Basis {
  const x = norm(left) > 1e-6 ? unit(left) : before[0];
  const rise = squareTo(up, x);
  const y = unit(norm(rise) > 1e-3 ? rise : squareTo(before[1], x));
  return [x, y, cross(x, y)];
}

/** How a head is turned whose nose is ahead of its ears, and a little below. */
function lookingAlong(ahead: Vector, left: Vector, before: Basis): Basis {
  const x = norm(left) > 1e-6 ? unit(left) : before[0];
  const forth = squareTo(ahead, x);
  const z = unit(norm(forth) > 1e-6 ? forth : squareTo(before[2], x));
  const y = cross(z, x);
  const [sine, cosine] = [Math.sin(LOOK), Math.cos(LOOK)];
  return [x, subtract(scaled(y, cosine), scaled(z, sine)), add(scaled(z, cosine), scaled(y, sine))];
}

/** Trunk, head and shoulders, each as it is turned in the room. */
function poseTrunk(
  { body, root }: MotionFrame,
  { hips, loin, shoulders, neck, head, skull }: Trunk,
  her: Measures,
  before: Map<string, Basis> | undefined,
): Map<string, Basis> {
  const bases = new Map<string, Basis>([["Hips", hips]]);
  const earlier = (name: string) => before?.get(name) ?? hips;
  const bend = (
    names: readonly [string, string],
    bent: Bent,
    from: Vector,
    to: Vector,
    ways: readonly [Vector, Vector],
  ) => {
    const way = subtract(to, from);
    const most = 2 * bent.half * (1 - 1e-6);
    const reach = Math.min(norm(way), most);
    const [along, left] = [unit(way), add(ways[0], ways[1])];
    // To the side of its joint at rest, forward or back.
    const side = scaled(unit(cross(left, along)), Math.sign(bent.lower.z));
    const aside = Math.sqrt(bent.half ** 2 - (reach / 2) ** 2);
    const lower = add(scaled(along, reach / 2), scaled(side, aside));
    const upper = subtract(scaled(along, reach), lower);
    bases.set(names[0], aligned(unit(bent.lower), unit(lower), ways[0], earlier(names[0])));
    bases.set(names[1], aligned(unit(bent.upper), unit(upper), ways[1], earlier(names[1])));
    return add(from, scaled(along, reach));
  };
  const base = bend(["Spine", "Spine1"], her.spine, loin, neck, [
    mixPoints(hips[0], shoulders, 0.5),
    shoulders,
  ]);
  bend(["Neck", "Neck1"], her.neck, base, skull, [
    mixPoints(shoulders, head[0], 1 / 3),
    mixPoints(shoulders, head[0], 2 / 3),
  ]);
  bases.set("Head", head);
  const chest = bases.get("Spine1")!;
  for (const side of SIDES) {
    const { x, y } = her.clavicle;
    const rest = unit({ x: side === "left" ? x : -x, y, z: 0 });
    const way = unit(subtract(add(body[J[`${side}_shoulder`]]!, root), base));
    bases.set(nameOf(side, "Shoulder"), swung(chest, outOf(chest, rest), way));
  }
  return bases;
}

const nameOf = (side: Side, name: string) => `${side === "left" ? "Left" : "Right"}${name}`;

/** Ways of the bones of both arms and legs, of length 1. */
type Limbs = Readonly<Record<Side, Readonly<Record<"arm" | "leg", readonly [Vector, Vector, Vector]>>>>;

function limbsOf({ body }: MotionFrame): Limbs {
  const way = (from: number, to: number) => {
    const found = subtract(body[to]!, body[from]!);
    return norm(found) > 1e-9 ? unit(found) : scaled(UP, -1);
  };
  const of = (side: Side) => ({
    arm: [
      way(J[`${side}_shoulder`], J[`${side}_elbow`]),
      way(J[`${side}_elbow`], J[`${side}_wrist`]),
      way(J[`${side}_wrist`], J[`${side}_index`]),
    ] as const,
    leg: [
      way(J[`${side}_hip`], J[`${side}_knee`]),
      way(J[`${side}_knee`], J[`${side}_ankle`]),
      way(J[`${side}_ankle`], J[`${side}_foot_index`]),
    ] as const,
  });
  return { left: of("left"), right: of("right") };
}

/** Arms of somebody in a T bend forward about an upright axis, and legs back about one to the left. */
const HINGES = (side: Side) => {
  const out = side === "left" ? 1 : -1;
  const arm = { x: out, y: 0, z: 0 };
  const leg = { x: 0, y: -1, z: 0 };
  return [
    {
      limb: "arm",
      names: ["Shoulder", "Arm", "ForeArm", "Hand"],
      rest: arm,
      axis: { x: 0, y: -out, z: 0 },
      tip: arm,
    },
    {
      limb: "leg",
      names: ["Hips", "UpLeg", "Leg", "Foot"],
      rest: leg,
      axis: { x: 1, y: 0, z: 0 },
      tip: FOOT_AT_REST,
    },
  ] as const;
};

function poseLimbs(
  side: Side,
  posed: readonly Map<string, Basis>[],
  ways: readonly Limbs[],
  fps: number,
): void {
  for (const { limb, names, rest, axis, tip } of HINGES(side)) {
    const [above, upper, lower, end] = names.map((name) => (name === "Hips" ? name : nameOf(side, name))) as [
      string,
      string,
      string,
      string,
    ];
    const local = (bone: 0 | 1) => ways.map((one, f) => into(posed[f]!.get(above)!, one[side][limb][bone]));
    const turns = hinged({ upper: local(0), lower: local(1), rest, axis }, fps);
    for (const [f, bases] of posed.entries()) {
      const [, shin, foot] = ways[f]![side][limb];
      const carrier = bases.get(above)!;
      const first = turns[f]!.map((one) => outOf(carrier, one)) as unknown as Basis;
      const second = swung(first, outOf(first, rest), shin);
      bases.set(upper, first);
      bases.set(lower, second);
      bases.set(end, swung(second, outOf(second, tip), foot));
    }
  }
}

/** q and -q are the same rotation: takes the one nearer to the frame before. */
function keepHemisphere(q: Float64Array, at: number, before: number): void {
  let alike = 0;
  for (let k = 0; k < 4; k++) alike += q[at + k]! * q[before + k]!;
  if (alike < 0) for (let k = 0; k < 4; k++) q[at + k]! *= -1;
}

/** How far the joints of `stage-19` are from where she had them. */
function movedBy(
  { joints, frameCount, rotations, hips }: Omit<RiggedDance, "moved">,
  frames: readonly MotionFrame[],
): RiggedDance["moved"] {
  const offsets = Float64Array.from(joints.flatMap(({ offset: { x, y, z } }) => [x, y, z]));
  const positions = joints.map((_, j) => (j === 0 ? hips : null));
  const skeleton = new PosedSkeleton({
    parents: joints.map(({ parent }) => parent),
    ...{ offsets, frameCount, rotations, positions },
  });
  let [sum, most, count] = [0, 0, 0];
  for (const [f, { body, root }] of frames.entries()) {
    skeleton.pose(f);
    for (const [j, { is }] of joints.entries()) {
      // The tip of the foot is the end of the toes.
      if (is === undefined || is.endsWith("foot_index")) continue;
      const [x, y, z] = skeleton.positions.subarray(j * 3, j * 3 + 3) as unknown as [number, number, number];
      const apart = distance({ x, y, z }, add(body[J[is]]!, root));
      sum += apart;
      count++;
      most = Math.max(most, apart);
    }
  }
  return { mean: sum / count, most };
}
