import { expect, test } from "vitest";
import { lengthsOf } from "../../../../main/motion/bones.ts";
import { ADULT } from "../../../../main/motion/moments/adult.ts";
import { squareDistance } from "../../../../main/motion/moments/features.ts";
import {
  AXES,
  featuresOf,
  leftAfter,
  momentAt,
  placementAt,
  pointOf,
  timeOf,
} from "../../../../main/motion/moments/moments.ts";
import { MomentsBuilder } from "../../../../main/motion/moments/moments-builder.ts";
import { PoseIndex } from "../../../../main/motion/moments/pose-index.ts";
import { sineDance } from "../../../support/dances.ts";

const about = (take: string, person = 1, begin = 0) => ({
  ...{ take, person, dancer: "Ada", style: "sway", source: "sines", begin },
});

async function gathered() {
  const builder = new MomentsBuilder(30);
  builder.add(about("a"), sineDance({ seconds: 8 }));
  builder.add(about("too short"), sineDance({ seconds: 2 / 30 }));
  builder.add(about("b", 2, 1.5), sineDance({ seconds: 5, from: 40, scale: 0.7, facing: 1 }));
  return builder.build(() => Promise.resolve());
}

test("moments lie track by track, on the body of an adult, and know their place in the take", async () => {
  const { moments } = await gathered();
  expect(moments.tracks).toEqual([
    { ...about("a"), first: 0, count: 240 },
    { ...about("b", 2, 1.5), first: 240, count: 150 },
  ]);
  expect([239, 240].map((moment) => moments.trackOf[moment])).toEqual([0, 1]);
  expect(timeOf(moments, 270)).toBeCloseTo(2.5, 9);
  expect([leftAfter(moments, 0), leftAfter(moments, 239), leftAfter(moments, 240)]).toEqual([239, 0, 149]);
  lengthsOf(placementAt(moments, 300)).forEach((length, bone) => {
    expect(length).toBeGreaterThanOrEqual(ADULT.shortest[bone]! - 1e-5);
    expect(length).toBeLessThanOrEqual(ADULT.longest[bone]! + 1e-5);
  });
});

test("a moment is found by its take and time, of one dancer or of whoever is there", async () => {
  const { moments } = await gathered();
  expect(momentAt(moments, "b", 2.51)).toBe(270);
  expect(momentAt(moments, "b", 2.5, 2)).toBe(270);
  expect(momentAt(moments, "b", 2.5, 1)).toBeNull();
  expect(momentAt(moments, "b", 0.5)).toBeNull();
  expect(momentAt(moments, "c", 0.5)).toBeNull();
});

test("a moment's point is that of its features, of the first ones too; the tree finds each by it", async () => {
  const { moments, tree } = await gathered();
  const index = new PoseIndex(moments.points, AXES, tree);
  for (const moment of [0, 1, 2, 100, 239, 240, 389]) {
    const point = pointOf(moments, featuresOf(moments, moment));
    expect(point).toEqual(moments.points.slice(moment * AXES, (moment + 1) * AXES));
    const [found] = index.nearest(point, 1, Number.POSITIVE_INFINITY, 1);
    expect(found!.distance).toBeCloseTo(0, 5);
  }
});

test("the first moments of a track are as near to those that follow as any are", async () => {
  const { moments } = await gathered();
  const step = (moment: number) =>
    squareDistance(moments.points, moment * AXES, moments.points, (moment + 1) * AXES, AXES, 1e9) ** 0.5;
  const usual = Array.from({ length: 200 }, (_, moment) => step(10 + moment)).sort((a, b) => a - b);
  for (const moment of [0, 1, 2, 240, 241]) expect(step(moment)).toBeLessThan(2 * usual.at(-1)!);
});

test("building stops where it is told to", async () => {
  const builder = new MomentsBuilder(30);
  builder.add(about("a"), sineDance({ seconds: 8 }));
  await expect(builder.build(() => Promise.reject(new Error("stopped")))).rejects.toThrow("stopped");
});
