import { expect, test } from "vitest";
import { Followed } from "../../../../main/archive/piece/followed.ts";
import type { Pose } from "../../../../shared/pose.ts";

/** Somebody at a place in the room, metres to the right. */
const at = (id: number, x: number): Pose => ({ id, image: null, body: null, root: { x, y: 0.9, z: 0 } });

/** Who is followed through frames of people, by id. */
function through(...frames: readonly (readonly Pose[])[]): (number | null)[] {
  const followed = new Followed();
  return frames.map((people) => followed.of(people)?.id ?? null);
}

test("whoever is there first, also under the ids that she is found again by", () => {
  expect(through([], [at(1, 0)], [at(1, 0)], [], [at(4, 0)], [at(5, 3)], [at(1, 0)])).toEqual([
    ...[null, 1, 1, null, 4, 5, 1],
  ]);
});

test("who was seen beside her is never taken for her, whoever else is gone", () => {
  expect(through([at(1, 0), at(2, 1)], [at(2, 1)], [at(2, 0)], [at(2, 0), at(3, 2)], [at(2, 0)])).toEqual([
    ...[1, null, null, 3, null],
  ]);
});

test("of several who come when she is gone, the one nearest to where she was", () => {
  expect(through([at(1, 0)], [at(1, 2)], [at(7, 0), at(8, 1.8), at(9, 4)], [at(8, 1)])).toEqual([1, 1, 8, 8]);
});

test("in the picture alone, too", () => {
  const seen = (id: number, x: number): Pose => ({
    ...{ id, body: null, root: null },
    image: Array.from({ length: 19 }, () => ({ x, y: 0.5, score: 1 })),
  });
  expect(through([seen(1, 0.3)], [seen(2, 0.8), seen(3, 0.35)])).toEqual([1, 3]);
});

test("who comes back under her own id is herself, and who took her place was another", () => {
  expect(through([at(1, 0)], [at(2, 0)], [at(1, 0), at(2, 2)], [at(2, 2)], [at(1, 0)])).toEqual([
    ...[1, 2, 1, null, 1],
  ]);
});

test("where people have no ids, the first of each frame", () => {
  const followed = new Followed();
  const [one, two] = [at(0, 0), at(0, 1)];
  expect(followed.of([one, two])).toBe(one);
  expect(followed.of([two])).toBe(two);
});
