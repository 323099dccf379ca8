import { expect, test } from "vitest";
import { seedsIn, unseenTake } from "../../../../main/learn/evaluate/seeds.ts";
import { sineDance } from "../../../support/dances.ts";

const takes = [2, 10, 4].map((seconds) =>
  unseenTake({ name: "", style: "swing", fps: 30, source: "", licence: "", frames: sineDance({ seconds }) }),
);

test("seeds are spread over all takes that are long enough, with what they need before and after", () => {
  const seeds = seedsIn(takes, 60, 30, 100);
  expect(seeds).toHaveLength(100);
  for (const { take, end } of seeds) {
    expect(end).toBeGreaterThanOrEqual(60);
    expect(end + 30).toBeLessThanOrEqual(take.clip.frames);
  }
  const inLong = seeds.filter((seed) => seed.take === takes[1]).length;
  // 211 of 242 places are in the take of 10 s, none in that of 2 s.
  expect(inLong).toBe(Math.round((100 * 211) / 242));
  expect(seeds.some((seed) => seed.take === takes[0])).toBe(false);
});

test("there are no more seeds than different ones", () => {
  const seeds = seedsIn([takes[0]!], 59, 0, 100);
  expect(seeds.map(({ end }) => end)).toEqual([59, 60]);
  expect(seedsIn([takes[0]!], 60, 1, 100)).toEqual([]);
});
