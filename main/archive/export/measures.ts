import { B, BONE_COUNT } from "../../motion/bones.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { bodyHeight, proportionsOf } from "../../motion/proportions.ts";
import type { Vector } from "../../motion/vectors.ts";
import type { Side } from "../import/bvh/joint-names.ts";

/** A bone of two of the same length, at rest: from where it begins to its joint, and on to where it ends. */
export interface Bent {
  readonly lower: Vector;
  readonly upper: Vector;
  /** Of each of the two, metres. */
  readonly half: number;
}

export interface LimbLengths {
  readonly upperArm: number;
  readonly forearm: number;
  readonly hand: number;
  readonly thigh: number;
  readonly shank: number;
  readonly foot: number;
}

/** How long her bones are in what is given away, metres: each has one length. */
export interface Measures extends Readonly<Record<Side, LimbLengths>> {
  /** Half widths, from the middle to one side. */
  readonly hips: number;
  /** From the middle of the hips up to where the spine begins to bend. */
  readonly loin: number;
  readonly spine: Bent;
  readonly neck: Bent;
  /** From the neck up and aside to the left shoulder, at rest. */
  readonly clavicle: Vector;
  /** From the top of the neck, at rest. */
  readonly head: Readonly<Record<"nose" | "left_ear" | "right_ear", Vector>>;
  readonly ears: Vector;
}

/** What can be told from single frames. */
export type Lengths = Omit<Measures, "spine" | "neck">;

/** Shares of the trunk, and of stature: up and forward from the top of the neck to between the ears. */
const LOIN = 0.15;
const EARS = { y: 0.034, z: 0.004 };
/** By how much somebody who looks ahead has her nose below her ears, radians. */
export const LOOK = Math.atan2(0.007, 0.061);
/**
 * What bends is so much longer than it is ever seen, since a chain that is drawn straight snaps; and never longer than so
 * many of its usual lengths.
 */
const SLACK = 1.01;
const LONGEST = 1.3;
const CLAVICLE_SLACK = 1.03;

/** @param frames at least one. */
export function lengthsOf(frames: readonly MotionFrame[]): Lengths {
  const mean = new Float64Array(BONE_COUNT);
  const shoulders: number[] = [];
  for (const { body } of frames) {
    const lengths = proportionsOf(body);
    for (let bone = 0; bone < BONE_COUNT; bone++) mean[bone]! += lengths[bone]! / frames.length;
    shoulders.push(lengths[B.shoulders]!);
  }
  const stature = bodyHeight(Float32Array.from(mean));
  const side = (one: Side): LimbLengths => ({
    upperArm: mean[B[`${one}_upper_arm`]]!,
    forearm: mean[B[`${one}_forearm`]]!,
    hand: mean[B[`${one}_hand`]]!,
    thigh: mean[B[`${one}_thigh`]]!,
    shank: mean[B[`${one}_shank`]]!,
    foot: mean[B[`${one}_foot`]]!,
  });
  const width = mean[B.shoulders]!;
  const clavicle = CLAVICLE_SLACK * longestOf(shoulders);
  const ears = { x: 0, y: EARS.y * stature, z: EARS.z * stature };
  const face = mean[B.face]!;
  const ear = (out: number): Vector => ({ ...ears, x: out * mean[B.ears]! });
  return {
    left: side("left"),
    right: side("right"),
    hips: mean[B.hips]!,
    loin: LOIN * mean[B.trunk]!,
    clavicle: { x: width, y: Math.sqrt(clavicle ** 2 - width ** 2), z: 0 },
    ears,
    head: {
      nose: { x: 0, y: ears.y - face * Math.sin(LOOK), z: ears.z + face * Math.cos(LOOK) },
      left_ear: ear(1),
      right_ear: ear(-1),
    },
  };
}

/** What reaches through all of some distances, metres. @param to where its joint is at rest: 1 forward, -1 back */
export function bentOf(distances: readonly number[], to: 1 | -1): Bent {
  const half = (SLACK * longestOf(distances)) / 2;
  const usual = Math.min(median(distances), 2 * half) / 2;
  const aside = to * Math.sqrt(half ** 2 - usual ** 2);
  return { lower: { x: 0, y: usual, z: aside }, upper: { x: 0, y: usual, z: -aside }, half };
}

const longestOf = (values: readonly number[]): number =>
  Math.min(
    values.reduce((most, value) => Math.max(most, value), 0),
    LONGEST * median(values),
  );

const median = (values: readonly number[]): number => Float64Array.from(values).sort()[values.length >> 1]!;
