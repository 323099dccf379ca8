import { expect, test } from "vitest";
import { fromOfficial } from "../../../../renderer/stage/detector/official-pose.ts";
import { BLAZEPOSE_33, J, JOINT_COUNT } from "../../../../shared/skeleton.ts";

const keypoints = Array.from({ length: 33 }, (_, i) => ({ x: 10 * i, y: 5 * i, z: 0, score: i / 33 }));
const keypoints3D = Array.from({ length: 33 }, (_, i) => ({
  x: 0.01 * i,
  y: 0.02 * i,
  z: 0.03 * i,
  score: 1,
}));

test("picks stage-19 from the 33 landmarks, as shares of the picture", () => {
  const { image } = fromOfficial({ keypoints, keypoints3D }, 640, 480);
  expect(image).toHaveLength(JOINT_COUNT);
  const index = BLAZEPOSE_33[J.right_index]!;
  expect(image?.[J.right_index]).toEqual({ x: (10 * index) / 640, y: (5 * index) / 480, score: index / 33 });
});

test("turns world landmarks so that y is up, z comes towards the camera, and the hips are in the middle", () => {
  const { body } = fromOfficial({ keypoints, keypoints3D }, 640, 480);
  // The hips are landmarks 23 and 24, the left shoulder is 11.
  const away = 11 - 23.5;
  expect(body?.[J.left_shoulder]).toEqual({
    x: expect.closeTo(0.01 * away, 9),
    y: expect.closeTo(-0.02 * away, 9),
    z: expect.closeTo(-0.03 * away, 9),
  });
});

test("has no body where the package gives no third dimension", () => {
  expect(fromOfficial({ keypoints }, 640, 480).body).toBeNull();
});
