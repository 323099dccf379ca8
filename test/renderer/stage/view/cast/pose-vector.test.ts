import { expect, test } from "vitest";
import {
  createPose,
  POSE_STRIDE,
  poseVectorDistance,
  writePose,
} from "../../../../../renderer/stage/view/cast/pose-vector.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { standing, without } from "../../../support/figures.ts";

test("the stage is a mirror: the dancer's left hand is drawn on the left", () => {
  const pose = createPose();
  writePose(standing({ aspect: 2 }), 2, pose);
  expect(pose[J.left_wrist * POSE_STRIDE]).toBeLessThan(1);
  expect(pose[J.right_wrist * POSE_STRIDE]).toBeGreaterThan(1);
  expect(pose[J.left_wrist * POSE_STRIDE]! + pose[J.right_wrist * POSE_STRIDE]!).toBeCloseTo(2, 5);
});

test("a joint that is lost keeps its place and is no longer seen", () => {
  const pose = createPose();
  writePose(standing(), 16 / 9, pose);
  const [x, y] = [pose[J.left_knee * POSE_STRIDE], pose[J.left_knee * POSE_STRIDE + 1]];
  writePose(without(standing({ x: 0.3 }), "left_knee"), 16 / 9, pose);
  const at = J.left_knee * POSE_STRIDE;
  expect([pose[at], pose[at + 1], pose[at + 3]]).toEqual([x, y, 0]);
  expect(pose[J.right_knee * POSE_STRIDE + 3]).toBe(1);
});

test("distance is the mean over joints that both show", () => {
  const [a, b] = [createPose(), createPose()];
  writePose(standing({ y: 0.5 }), 16 / 9, a);
  writePose(without(standing({ y: 0.6 }), "nose", "left_ear"), 16 / 9, b);
  expect(poseVectorDistance(a, b)).toBeCloseTo(0.1, 5);
  expect(poseVectorDistance(a, createPose())).toBe(0);
});
