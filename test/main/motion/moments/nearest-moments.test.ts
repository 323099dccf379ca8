import { expect, test } from "vitest";
import { AXES, featuresOf, placementAt } from "../../../../main/motion/moments/moments.ts";
import { MomentsBuilder } from "../../../../main/motion/moments/moments-builder.ts";
import { nearestMoments, nearestPoses } from "../../../../main/motion/moments/nearest-moments.ts";
import { PoseIndex } from "../../../../main/motion/moments/pose-index.ts";
import { sineDance } from "../../../support/dances.ts";

const builder = new MomentsBuilder(30);
const about = { person: 1, dancer: "Ada", style: "sway", source: "sines", begin: 0 };
const dance = sineDance({ seconds: 8 });
builder.add({ ...about, take: "forwards" }, dance);
builder.add({ ...about, take: "backwards" }, dance.toReversed());
const { moments: gathered, tree } = await builder.build(() => Promise.resolve());
const moments = { ...gathered, index: new PoseIndex(gathered.points, AXES, tree) };
/** The same pose in the other track, which goes the other way. */
const twin = (moment: number) => 2 * 240 - 1 - moment;

test("what moves another way is another moment, but the same pose", () => {
  // An arm in mid swing.
  const moment = 70;
  const exceptItself = (other: number) => Math.abs(other - moment) < 30;
  const features = featuresOf(moments, moment);
  const [moved] = nearestMoments(moments, features, 1, exceptItself);
  const [posed] = nearestPoses(moments, placementAt(moments, moment), 1, exceptItself);
  expect(posed!.moment).toBe(twin(moment));
  expect(posed!.distance).toBeCloseTo(0, 5);
  expect(moved!.moment).not.toBe(twin(moment));
  const [itself] = nearestMoments(moments, features, 1);
  expect(itself).toEqual({ moment, distance: expect.closeTo(0, 5) });
});

test("those that are found are apart, the nearest first, and as many as there are", () => {
  const features = featuresOf(moments, 70);
  for (const found of [
    nearestMoments(moments, features, 6),
    nearestPoses(moments, placementAt(moments, 70), 6),
  ]) {
    expect(found).toHaveLength(6);
    found.forEach(({ moment, distance }, at) => {
      expect(distance).toBeGreaterThanOrEqual(found[at - 1]?.distance ?? 0);
      for (const other of found.slice(0, at))
        expect(Math.abs(other.moment - moment)).toBeGreaterThanOrEqual(20);
    });
  }
  expect(nearestPoses(moments, placementAt(moments, 70), 3, () => true)).toEqual([]);
});
