import { expect, test } from "vitest";
import { BONE_COUNT, bonesOfJoints, jointsOfBones } from "../../../main/motion/bones.ts";

const anyBones = () => Float32Array.from({ length: 3 * BONE_COUNT }, (_, i) => Math.sin(7 * i + 1));

test("bones and joints are two ways to write one body: each is the other's inverse", () => {
  const bones = anyBones();
  const joints = jointsOfBones(bones);
  const back = bonesOfJoints(joints);
  back.forEach((value, i) => {
    expect(value).toBeCloseTo(bones[i]!, 6);
  });
});

test("the middle of the hips stays where it is, whatever the bones do", () => {
  const joints = jointsOfBones(anyBones());
  for (let axis = 0; axis < 3; axis++) {
    expect(joints[3 * 11 + axis]! + joints[3 * 12 + axis]!).toBeCloseTo(0, 6);
  }
});
