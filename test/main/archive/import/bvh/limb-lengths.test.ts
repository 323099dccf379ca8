import { expect, test } from "vitest";
import { limbLengths, restoreLimbLengths } from "../../../../../main/archive/import/bvh/limb-lengths.ts";
import { J, JOINT_COUNT } from "../../../../../shared/skeleton.ts";
import { STANDING, swung } from "../../../../support/bodies.ts";

const trackOf = (...bodies: readonly (typeof STANDING)[]) =>
  Float64Array.from(bodies.flatMap((body) => body.flatMap(({ x, y, z }) => [x, y, z])));

const point = (track: Float64Array, frame: number, joint: number) => {
  const at = (frame * JOINT_COUNT + joint) * 3;
  return [...track.slice(at, at + 3)];
};

test("arms that were shortened are as long again, point the same way, and carry their hands along", () => {
  const own = trackOf(STANDING, swung(0.5));
  const lengths = limbLengths(own, 0);
  const shortened = own.slice();
  // The left arm drawn in to the shoulder by a tenth, hand and all.
  for (const joint of [J.left_elbow, J.left_wrist, J.left_index]) {
    for (const k of [0, 1, 2]) {
      const shoulder = own[(JOINT_COUNT + J.left_shoulder) * 3 + k]!;
      const at = (JOINT_COUNT + joint) * 3 + k;
      shortened[at] = shoulder + (own[at]! - shoulder) * 0.9;
    }
  }
  restoreLimbLengths(shortened, limbLengths(own, 1));
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    point(shortened, 1, joint).forEach((value, k) => {
      expect(value).toBeCloseTo(point(own, 1, joint)[k]!);
    });
  }
  expect(lengths).toHaveLength(12);
});

test("a bone without length stays where it hangs", () => {
  const track = trackOf(STANDING.map((p, joint) => (joint === J.left_index ? STANDING[J.left_wrist]! : p)));
  restoreLimbLengths(track, limbLengths(track, 0));
  expect(point(track, 0, J.left_index)).toEqual(point(track, 0, J.left_wrist));
});
