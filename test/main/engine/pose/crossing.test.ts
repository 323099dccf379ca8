import { expect, test } from "vitest";
import { Crossing } from "../../../../main/engine/pose/crossing.ts";
import type { Pose, RoomPoint } from "../../../../shared/pose.ts";

const seen = (id: number): Pose => ({ id, image: null, body: null, root: null });
/** A stage on which these are. */
const stage = (...ids: number[]) => {
  const there = new Map<number, RoomPoint | null>(ids.map((id) => [id, null]));
  return (id: number) => there.get(id);
};
const idsOf = (poses: readonly Pose[]) => poses.map(({ id }) => id);

test("before a cut everybody is who the source says", () => {
  expect(idsOf(new Crossing().pass(0, [seen(7)], stage(), 3))).toEqual([7]);
});

test("after a cut who is seen takes the part of who was there, keeps it out of sight, and others are new", () => {
  const crossing = new Crossing();
  crossing.cut([2, 5]);
  expect(idsOf(crossing.pass(1, [seen(1), seen(2), seen(3)], stage(2, 5), 5))).toEqual([2, 5, 6]);
  expect(idsOf(crossing.pass(2, [seen(3)], stage(2, 5, 6), 6))).toEqual([6]);
  expect(idsOf(crossing.pass(3, [seen(2), seen(1)], stage(2, 5, 6), 6))).toEqual([5, 2]);
});

test("who has left the stage comes back as somebody else", () => {
  const crossing = new Crossing();
  crossing.cut([2]);
  expect(idsOf(crossing.pass(1, [seen(1)], stage(2), 2))).toEqual([2]);
  expect(idsOf(crossing.pass(2, [], stage(), 2))).toEqual([]);
  expect(idsOf(crossing.pass(3, [seen(1)], stage(), 2))).toEqual([3]);
});
