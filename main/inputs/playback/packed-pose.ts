import type { BodyJoints, ImageJoints, Pose } from "../../../shared/pose.ts";
import { JOINT_COUNT, MIRROR } from "../../../shared/skeleton.ts";

/** Numbers of a joint, in the picture and on the body. */
const IMAGE = 0;
const BODY = 3 * JOINT_COUNT;
const ROOT = 6 * JOINT_COUNT;
const SIZE = ROOT + 3;

/**
 * A pose as numbers, an eighth of the memory: [117], three a joint in the picture (x, y, score), three a joint of the body
 * (x, y, z, metres), and three of the place in the room; what is not known is NaN.
 */
export interface PackedPose {
  readonly id: number;
  readonly values: Float32Array;
}

export function packed({ id, image, body, root }: Pose): PackedPose {
  const values = new Float32Array(SIZE).fill(Number.NaN);
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const [seen, own] = [image?.[joint], body?.[joint]];
    if (seen) values.set([seen.x, seen.y, seen.score], IMAGE + 3 * joint);
    if (own) values.set([own.x, own.y, own.z], BODY + 3 * joint);
  }
  if (root) values.set([root.x, root.y, root.z], ROOT);
  return { id, values };
}

export function unpacked({ id, values }: PackedPose): Pose {
  const point = (at: number) => {
    const [x, y, z] = [values[at]!, values[at + 1]!, values[at + 2]!];
    return Number.isNaN(x) ? null : { x, y, z };
  };
  const imagePoint = (at: number) => {
    const seen = point(at);
    return seen && { x: seen.x, y: seen.y, score: seen.z };
  };
  const joints = <P>(read: (at: number) => P | null, begin: number): (P | null)[] | null => {
    const all = Array.from({ length: JOINT_COUNT }, (_, joint) => read(begin + 3 * joint));
    return all.some((joint) => joint !== null) ? all : null;
  };
  const image: ImageJoints | null = joints(imagePoint, IMAGE);
  const body: BodyJoints | null = joints(point, BODY);
  return { id, image, body, root: point(ROOT) };
}

/** `share` of the way from one pose to another; what only one of them knows is taken from the nearer one. */
export function between(a: PackedPose, b: PackedPose, share: number): PackedPose {
  if (share <= 0) return a;
  if (share >= 1) return b;
  const nearer = share < 0.5 ? a : b;
  const values = nearer.values.map((value, at) => {
    const mixed = a.values[at]! + (b.values[at]! - a.values[at]!) * share;
    return Number.isNaN(mixed) ? value : mixed;
  });
  return { id: nearer.id, values };
}

/** As `mirrored` of a body, and in the picture about its middle: left is right. */
export function mirroredPose({ id, values }: PackedPose): PackedPose {
  const mirror = new Float32Array(SIZE);
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const twin = 3 * MIRROR[joint]!;
    for (const begin of [IMAGE, BODY])
      mirror.set(values.subarray(begin + twin, begin + twin + 3), begin + 3 * joint);
    mirror[IMAGE + 3 * joint] = 1 - mirror[IMAGE + 3 * joint]!;
    mirror[BODY + 3 * joint] = -mirror[BODY + 3 * joint]!;
  }
  mirror.set([-values[ROOT]!, values[ROOT + 1]!, values[ROOT + 2]!], ROOT);
  return { id, values: mirror };
}
