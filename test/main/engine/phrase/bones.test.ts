import { expect, test } from "vitest";
import {
  BONE_COUNT,
  BONES_OF_JOINTS,
  JOINTS_OF_BONES,
  jointMatrix,
  weighted,
} from "../../../../main/engine/phrase/bones.ts";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";

test("bones and joints are two ways to write one body: each is the other's inverse", () => {
  const bones = Float32Array.from({ length: BONE_COUNT }, (_, bone) => Math.sin(7 * bone + 1));
  const joints = weighted(JOINTS_OF_BONES, bones, new Float32Array(JOINT_COUNT));
  const back = weighted(BONES_OF_JOINTS, joints, new Float32Array(BONE_COUNT));
  back.forEach((value, bone) => {
    expect(value).toBeCloseTo(bones[bone]!, 6);
  });
});

test("the middle of the hips stays where it is, whatever the bones do", () => {
  const bones = Float32Array.from({ length: BONE_COUNT }, (_, bone) => Math.cos(3 * bone));
  const joints = weighted(JOINTS_OF_BONES, bones, new Float32Array(JOINT_COUNT));
  expect(joints[11]! + joints[12]!).toBeCloseTo(0, 6);
});

test("the matrix says the same as the sums", () => {
  const matrix = jointMatrix();
  const bones = Float32Array.from({ length: BONE_COUNT }, (_, bone) => bone + 1);
  const joints = weighted(JOINTS_OF_BONES, bones, new Float32Array(JOINT_COUNT));
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const sum = bones.reduce((total, value, bone) => total + value * matrix[bone * JOINT_COUNT + joint]!, 0);
    expect(sum).toBeCloseTo(joints[joint]!, 5);
  }
});
