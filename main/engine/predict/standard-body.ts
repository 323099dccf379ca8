import type { BodyPoint } from "../../../shared/pose.ts";
import { B, BONE_COUNT, BONES_OF_JOINTS, JOINTS_OF_BONES, weighted } from "./bones.ts";

const LEGS = [B.left_thigh, B.right_thigh, B.left_shank, B.right_shank];

/** Lengths of the body that the network dances with: every dancer is brought to it, and every dance back. */
export interface StandardBody {
  /** Usual length of each bone, metres, [18]. */
  readonly length: Float32Array;
  /** Shortest and longest, [18]. */
  readonly least: Float32Array;
  readonly most: Float32Array;
}

/** Bones x 18, y 18, z 18 of a body of 19 joints. */
export function bonesOf(body: readonly BodyPoint[]): Float32Array {
  const bones = new Float32Array(3 * BONE_COUNT);
  (["x", "y", "z"] as const).forEach((axis, row) => {
    const values = body.map((point) => point[axis]);
    weighted(BONES_OF_JOINTS, values, bones.subarray(row * BONE_COUNT, (row + 1) * BONE_COUNT));
  });
  return bones;
}

/** The inverse: 19 joints around the middle of the hips. */
export function bodyOf(bones: Float32Array): BodyPoint[] {
  const [x, y, z] = [0, 1, 2].map((row) =>
    weighted(
      JOINTS_OF_BONES,
      bones.subarray(row * BONE_COUNT, (row + 1) * BONE_COUNT),
      new Float32Array(JOINTS_OF_BONES.length),
    ),
  ) as [Float32Array, Float32Array, Float32Array];
  return JOINTS_OF_BONES.map((_, joint) => ({ x: x[joint]!, y: y[joint]!, z: z[joint]! }));
}

/** Length of each bone, [18]. */
export function lengthsOf(bones: Float32Array, out = new Float32Array(BONE_COUNT)): Float32Array {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    out[bone] = Math.hypot(bones[bone]!, bones[BONE_COUNT + bone]!, bones[2 * BONE_COUNT + bone]!);
  }
  return out;
}

/** Multiplies each bone's x, y and z by its factor, in place. */
export function stretch(bones: Float32Array, factor: (bone: number) => number): void {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const by = factor(bone);
    for (let row = 0; row < 3; row++) bones[row * BONE_COUNT + bone]! *= by;
  }
}

/** Brings bones of a dancer whose usual lengths are `own` to the standard body, in place. Directions stay. */
export function toStandard(bones: Float32Array, own: Float32Array, standard: StandardBody): void {
  const now = lengthsOf(bones);
  stretch(bones, (bone) => {
    const length = (now[bone]! / Math.max(own[bone]!, 1e-6)) * standard.length[bone]!;
    return clamp(length, standard.least[bone]!, standard.most[bone]!) / Math.max(now[bone]!, 1e-6);
  });
}

/** How much larger the standard body stands than the dancer's, by their legs. */
export function legScale(own: Float32Array, standard: StandardBody): number {
  return legs(standard.length) / Math.max(legs(own), 1e-6);
}

function legs(lengths: Float32Array): number {
  return LEGS.reduce((sum, bone) => sum + lengths[bone]!, 0);
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
