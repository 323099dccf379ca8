import { BODY_PARTS, type BodyPart } from "../../../shared/body-parts.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { B, BONE_COUNT, BONES_OF_JOINTS, bonesOf } from "../../motion/bones.ts";
import { faceForward } from "../../motion/heading.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { headingOfPlacement } from "../../motion/placement.ts";
import { vectorLength } from "../../motion/vectors.ts";

/** She may be so much before the reference, or behind it, and do the same: seconds of the room. */
export const AROUND: readonly Seconds[] = [-0.2, -0.1, 0, 0.1, 0.2];
/** Time constants: over the first what a camera adds is averaged out, over both together the signs are calm. */
const NOISE: Seconds = 0.15;
const CALM: Seconds = 0.25;

/**
 * The bones that tell what a part does, and how far their directions are from the reference's, as the chord between unit
 * vectors, where it does the same (1), and where it does something else (0). Hands and feet are too short for a camera.
 */
const TELLING: Readonly<
  Record<BodyPart, { readonly bones: readonly number[]; readonly same: number; readonly other: number }>
> = {
  head: { bones: [B.neck, B.face], same: 0.35, other: 1 },
  trunk: { bones: [B.trunk, B.shoulders, B.hips], same: 0.18, other: 0.5 },
  left_arm: { bones: [B.left_upper_arm, B.left_forearm], same: 0.27, other: 0.85 },
  right_arm: { bones: [B.right_upper_arm, B.right_forearm], same: 0.27, other: 0.85 },
  left_leg: { bones: [B.left_thigh, B.left_shank], same: 0.22, other: 0.65 },
  right_leg: { bones: [B.right_thigh, B.right_shank], same: 0.22, other: 0.65 },
};

/** How much each part of a dancer's does what a reference's does, frame by frame: 0..1. */
export class Agreement {
  /** Of her directions from the reference's, for each moment around, low-passed: [moments][54]. */
  readonly #apart = AROUND.map(() => new Float32Array(3 * BONE_COUNT));
  readonly #hers = new Float32Array(3 * BONE_COUNT);
  readonly #its = new Float32Array(3 * BONE_COUNT);
  #values: Record<BodyPart, number> | null = null;
  #at: Seconds = 0;

  /**
   * @param hers as she was seen at `t`.
   * @param reference as it was at the moments `AROUND` of what she saw then.
   */
  update(
    t: Seconds,
    hers: MotionFrame,
    reference: readonly MotionFrame[],
  ): Readonly<Record<BodyPart, number>> {
    const dt = this.#values ? t - this.#at : Number.POSITIVE_INFINITY;
    this.#at = t;
    directionsOf(hers, this.#hers);
    const share = approachFactor(dt, NOISE);
    const unseen = bonesOfUnseen(hers);
    for (const [moment, apart] of this.#apart.entries()) {
      directionsOf(reference[moment]!, this.#its);
      for (let bone = 0; bone < BONE_COUNT; bone++) {
        // What is not seen of her is not judged: what it did last counts on.
        if (unseen.has(bone) && this.#values) continue;
        for (let i = 3 * bone; i < 3 * bone + 3; i++)
          apart[i]! += (this.#hers[i]! - this.#its[i]! - apart[i]!) * share;
      }
    }
    const now = this.#values ?? ({} as Record<BodyPart, number>);
    for (const part of BODY_PARTS) {
      const least = Math.min(...this.#apart.map((apart) => meanApart(apart, TELLING[part].bones)));
      const value = agreementAt(least, TELLING[part]);
      now[part] = (now[part] ?? value) + (value - (now[part] ?? value)) * approachFactor(dt, CALM);
    }
    this.#values = now;
    return { ...now };
  }

  /** What comes next is another pass, or she was not seen. */
  reset(): void {
    this.#values = null;
  }
}

const agreementAt = (
  apart: number,
  { same, other }: { readonly same: number; readonly other: number },
): number => 1 - clamp((apart - same) / (other - same));

/** The bones with an end that was not seen. */
function bonesOfUnseen({ inferred = [] }: MotionFrame): ReadonlySet<number> {
  const bones = new Set<number>();
  if (inferred.length > 0)
    for (const [bone, ends] of BONES_OF_JOINTS.entries())
      if (ends.some(([joint]) => inferred.includes(joint))) bones.add(bone);
  return bones;
}

/** Root of the mean square over the bones. */
function meanApart(apart: Float32Array, bones: readonly number[]): number {
  let sum = 0;
  for (const bone of bones)
    sum += apart[3 * bone]! ** 2 + apart[3 * bone + 1]! ** 2 + apart[3 * bone + 2]! ** 2;
  return Math.sqrt(sum / bones.length);
}

/** Where each bone points, the body facing +z, into `out`: unit vectors, [54]. */
function directionsOf({ body }: MotionFrame, out: Float32Array): void {
  bonesOf(body, out);
  faceForward(out, headingOfPlacement(out), out);
  for (let i = 0; i < out.length; i += 3) {
    const length = vectorLength(out[i]!, out[i + 1]!, out[i + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) out[i + axis]! /= length;
  }
}
