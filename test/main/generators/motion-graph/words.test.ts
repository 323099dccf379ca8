import { expect, test } from "vitest";
import { Words } from "../../../../main/generators/motion-graph/words.ts";
import { FEATURES } from "../../../../main/motion/moments/features.ts";
import { placementOf } from "../../../../main/motion/placement.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const placements = sineDance({ seconds: 20 }).map((frame) => placementOf(frame));
const said = (from: Words, count: number, begin = 0) =>
  Array.from({ length: count }, (_, k) => placements[(begin + k) % placements.length]!).reduce(
    (words, placement) => words.with(placement, FPS),
    from,
  );

test("remembers what was danced, in order", () => {
  const words = said(Words.none, 400);
  expect(words.length).toBe(400);
  for (const frame of [0, 1, 299, 300, 399]) expect(words.placement(frame)).toEqual(placements[frame]);
});

test("is a value: two that go on from one see their own words alone", () => {
  const one = said(Words.none, 310);
  const [a, b] = [one.with(placements[0]!, FPS), one.with(placements[100]!, FPS)];
  expect(one.length).toBe(310);
  expect(a.placement(310)).toEqual(placements[0]);
  expect(b.placement(310)).toEqual(placements[100]);
  expect(a.placement(309)).toEqual(b.placement(309));
});

test("five minutes are kept, however long she dances", () => {
  const words = said(Words.none, 12_000);
  expect(words.length).toBeLessThanOrEqual(9000);
  expect(words.length).toBeGreaterThan(8600);
  expect(words.placement(words.length - 1)).toEqual(placements[11_999 % placements.length]);
});

test("a dance that was broken off does not go on from the one before", () => {
  const words = said(said(Words.none, 50).brokenOff(), 50);
  expect(words.goesOn(48)).toBe(true);
  expect(words.goesOn(49)).toBe(false);
  expect(words.features(49)).not.toBeNull();
  expect(words.features(51)).toBeNull();
  expect(words.features(52)).not.toBeNull();
});

test("finds its own words, where enough follows", () => {
  const words = said(Words.none, 500);
  const query = words.features(200)!;
  expect(query).toHaveLength(FEATURES);
  const [found] = words.nearest(query, 4, 30, 20);
  expect(found).toEqual({ frame: 200, distance: 0 });
  for (const { frame } of words.nearest(words.features(499)!, 8, 30, 20))
    expect(frame).toBeLessThanOrEqual(469);
});
