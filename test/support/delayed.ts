import { B, BONE_COUNT, bodyOf, bonesOf } from "../../main/motion/bones.ts";
import { faceForward, headingAcross } from "../../main/motion/heading.ts";
import { frameAtIndex } from "../../main/motion/interpolation.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import type { BodyPart } from "../../shared/body-parts.ts";

/*
 * Dances that differ from others by what is known: a limb or all of the body late, a limb's movement larger or smaller, a
 * rate, a heading and a place. A limb moves as seen from the body, so that it is carried along when the body turns.
 */

/** The bones of a part that can be late, or large, by itself. */
export const LIMB_BONES: Readonly<Partial<Record<BodyPart, readonly number[]>>> = {
  left_arm: [B.left_upper_arm, B.left_forearm, B.left_hand],
  right_arm: [B.right_upper_arm, B.right_forearm, B.right_hand],
  left_leg: [B.left_thigh, B.left_shank, B.left_foot],
  right_leg: [B.right_thigh, B.right_shank, B.right_foot],
};

/** Bones as seen from the body, [54], and where it faces. */
function seenFromBody({ body }: MotionFrame) {
  const bones = bonesOf(body);
  const heading = headingAcross(
    bones[3 * B.hips]! + bones[3 * B.shoulders]!,
    bones[3 * B.hips + 2]! + bones[3 * B.shoulders + 2]!,
  );
  const forward = new Float32Array(3 * BONE_COUNT);
  faceForward(bones, heading, forward);
  return { forward, heading };
}

function inRoom(forward: Float32Array, { cos, sin }: { readonly cos: number; readonly sin: number }) {
  const bones = new Float32Array(forward.length);
  faceForward(forward, { cos, sin: -sin }, bones);
  return bodyOf(bones);
}

/** Every frame `frames` later: it begins by standing as in the first. */
export const delayed = (
  dance: readonly MotionFrame[],
  frames: number | ((frame: number) => number),
): MotionFrame[] =>
  dance.map((_, frame) => frameAtIndex(dance, frame - (typeof frames === "number" ? frames : frames(frame))));

/** A limb as it was so many frames ago. */
export function limbDelayed(
  dance: readonly MotionFrame[],
  part: BodyPart,
  frames: number | ((frame: number) => number),
): MotionFrame[] {
  const late = delayed(dance, frames);
  return dance.map((frame, index) => {
    const { forward, heading } = seenFromBody(frame);
    const other = seenFromBody(late[index]!).forward;
    for (const bone of LIMB_BONES[part]!) forward.set(other.subarray(3 * bone, 3 * bone + 3), 3 * bone);
    return { ...frame, body: inRoom(forward, heading) };
  });
}

/** A limb whose bones swing so many times as far from their mean directions. */
export function limbScaled(dance: readonly MotionFrame[], part: BodyPart, ratio: number): MotionFrame[] {
  const seen = dance.map(seenFromBody);
  const means = LIMB_BONES[part]!.map((bone) => {
    const sum = [0, 1, 2].map((axis) =>
      seen.reduce((total, { forward }) => total + forward[3 * bone + axis]!, 0),
    );
    return sum.map((value) => value / Math.hypot(...sum));
  });
  return dance.map((frame, index) => {
    const { forward, heading } = seen[index]!;
    LIMB_BONES[part]!.forEach((bone, n) => {
      const own = forward.subarray(3 * bone, 3 * bone + 3);
      own.set(swungFrom(means[n]!, own, ratio));
    });
    return { ...frame, body: inRoom(forward, heading) };
  });
}

/** The vector turned about the axis between it and the mean, to so many times the angle, half a turn at most. */
function swungFrom(mean: readonly number[], own: Float32Array, ratio: number): number[] {
  const length = Math.hypot(...own);
  const cos = Math.min(
    1,
    Math.max(-1, mean.reduce((sum, value, axis) => sum + value * own[axis]!, 0) / length),
  );
  const across = mean.map((value, axis) => own[axis]! / length - cos * value);
  const sin = Math.hypot(...across);
  const angle = Math.min(Math.PI, ratio * Math.atan2(sin, cos));
  return mean.map(
    (value, axis) =>
      length * (Math.cos(angle) * value + Math.sin(angle) * (sin > 1e-9 ? across[axis]! / sin : 0)),
  );
}

/** What a camera of another rate sees of a dance. */
export function atRate(dance: readonly MotionFrame[], from: number, to: number): MotionFrame[] {
  const count = Math.floor(((dance.length - 1) / from) * to + 1e-6) + 1;
  return Array.from({ length: count }, (_, frame) => frameAtIndex(dance, (frame / to) * from));
}

/** A dance turned about the vertical, and moved: radians, metres. */
export function elsewhere(dance: readonly MotionFrame[], angle: number, x: number, z: number): MotionFrame[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turn = <P extends { x: number; y: number; z: number }>(point: P) => ({
    ...{ x: point.x * cos + point.z * sin, y: point.y, z: point.z * cos - point.x * sin },
  });
  return dance.map(({ body, root }) => {
    const moved = turn(root);
    return { body: body.map(turn), root: { x: moved.x + x, y: moved.y, z: moved.z + z } };
  });
}
