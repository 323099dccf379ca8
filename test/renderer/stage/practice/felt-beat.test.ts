import { expect, test } from "vitest";
import { feltBeat } from "../../../../renderer/stage/practice/felt-beat.ts";

test.each([
  [0.125, 120, "quarter"],
  [-0.12, 120, "quarter"],
  [0.25, 120, "half"],
  [0.17, 120, "third"],
  [0.06, 120, "eighth"],
  [0.5, 120, "whole"],
  [0.25, 60, "quarter"],
])("%s s at %s beats a minute are felt as a beat's %s", (late, tempo, share) => {
  expect(feltBeat(late, tempo)).toBe(share);
});

test("what is far from every share has no name", () => {
  expect(feltBeat(0.02, 120)).toBeNull();
  expect(feltBeat(1.5, 120)).toBeNull();
  expect(feltBeat(0, 120)).toBeNull();
});
