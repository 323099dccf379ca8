import { expect, test } from "vitest";
import { marksAt } from "../../../../../renderer/stage/view/practice/finding-marks.ts";
import { AT_SIX, finding, practice, practiceMessage } from "../../../support/practice.ts";

const last = practiceMessage([
  finding({ kind: "size", part: "left_leg", ratio: 0.7, ...AT_SIX }),
  finding({
    ...{ kind: "mirrored", reference: { begin: 9, end: 11 }, dance: { begin: 9, end: 11 }, weight: 2 },
  }),
]);

test("the part is marked around the moment of each finding, half a second of the room before and behind it", () => {
  const at = (position: number, speed = 1) => marksAt({ ...practice, pass: 4, speed }, position, last);
  expect(at(6)).toEqual([{ part: "left_leg", strength: 1 }]);
  expect(at(9)).toEqual([{ part: "whole", strength: 1 }]);
  expect(at(5.55)).toHaveLength(1);
  expect(at(5.4)).toEqual([]);
  expect(at(6.6)).toEqual([]);
  // At half speed a quarter of a second of the reference is half a one of the room.
  expect(at(5.7, 0.5)).toEqual([]);
  expect(at(5.8, 0.5)).toHaveLength(1);
});

test("it comes and goes without a jump", () => {
  const strengths = Array.from(
    { length: 90 },
    (_, i) => marksAt(practice, 5.5 + (practice.speed * i) / 60, last)[0]?.strength ?? 0,
  );
  const steps = strengths.slice(1).map((strength, i) => Math.abs(strength - strengths[i]!));
  expect(Math.max(...steps)).toBeLessThan(0.06);
  expect(Math.max(...strengths)).toBeGreaterThan(0.99);
});

test("nothing is marked in a rest or a count-in, of another reference, or before anything was said", () => {
  expect(marksAt({ ...practice, phase: "rest" }, 6, last)).toEqual([]);
  expect(marksAt({ ...practice, phase: "count-in" }, 6, last)).toEqual([]);
  expect(marksAt({ ...practice, reference: "other.take.ndjson" }, 6, last)).toEqual([]);
  expect(marksAt(practice, 6, null)).toEqual([]);
});
