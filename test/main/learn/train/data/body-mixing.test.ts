import { expect, test } from "vitest";
import { withMixedBody } from "../../../../../main/learn/train/data/body-mixing.ts";
import { B, BONE_COUNT, bonesOf } from "../../../../../main/motion/bones.ts";
import { PLACEMENT_SIZE } from "../../../../../main/motion/motion-state.ts";
import type { Random } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";

const placementsOf = (from: number, facing: number): Float32Array[] =>
  sineDance({ seconds: 1, from, facing }).map(({ body, root }) => {
    const placement = new Float32Array(PLACEMENT_SIZE);
    placement.set(bonesOf(body));
    placement.set([root.x, root.y, root.z], PLACEMENT_SIZE - 3);
    return placement;
  });

/** Chance that gives these numbers, one after the other. */
const sequence = (...numbers: number[]): Random => {
  let at = 0;
  return () => numbers[at++]!;
};

const [NO, YES] = [0.99, 0];
const LEGS = [B.hips, B.left_thigh, B.right_thigh, B.left_shank, B.right_shank, B.left_foot, B.right_foot];
const LEFT_ARM = [B.left_upper_arm, B.left_forearm, B.left_hand];
const own = placementsOf(0, 0.4);
const other = placementsOf(3, 2.5);

const boneOf = (placement: Float32Array, bone: number) => [...placement.subarray(3 * bone, 3 * bone + 3)];

/** The bone as seen from behind the dancer: x to her left, z forward. */
function inOwnHeading(placement: Float32Array, bone: number): number[] {
  const left = [0, 2].map((axis) => placement[3 * B.hips + axis]! + placement[3 * B.shoulders + axis]!);
  const angle = Math.atan2(left[1]!, left[0]!);
  const [x, y, z] = boneOf(placement, bone) as [number, number, number];
  return [x * Math.cos(angle) + z * Math.sin(angle), y, z * Math.cos(angle) - x * Math.sin(angle)];
}

test("without luck the window stays as it was danced", () => {
  expect(withMixedBody(own, () => other, sequence(NO, NO))).toEqual(own);
});

test("legs and place stay, trunk, head and arms are another moment's, turned to where the legs face", () => {
  const mixed = withMixedBody(own, () => other, sequence(YES, NO));
  mixed.forEach((placement, frame) => {
    for (const bone of LEGS) expect(boneOf(placement, bone)).toEqual(boneOf(own[frame]!, bone));
    expect(placement.subarray(3 * BONE_COUNT)).toEqual(own[frame]!.subarray(3 * BONE_COUNT));
    for (let bone = 0; bone < BONE_COUNT; bone++) {
      if (LEGS.includes(bone)) continue;
      const expected = inOwnHeading(other[frame]!, bone);
      // Hips and shoulders of two moments face a little apart, and so the mixed body a little elsewhere than either.
      inOwnHeading(placement, bone).forEach((value, axis) => {
        expect(Math.abs(value - expected[axis]!)).toBeLessThan(0.03);
      });
    }
  });
});

test("one arm alone may be of another moment", () => {
  const mixed = withMixedBody(own, () => other, sequence(NO, YES, YES));
  mixed.forEach((placement, frame) => {
    const changed = Array.from({ length: BONE_COUNT }, (_, bone) => bone).filter(
      (bone) => boneOf(placement, bone).join() !== boneOf(own[frame]!, bone).join(),
    );
    expect(changed.every((bone) => LEFT_ARM.includes(bone))).toBe(true);
    expect(changed.length).toBeGreaterThan(0);
  });
});
