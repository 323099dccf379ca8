import { expect, test } from "vitest";
import { clipOf, ROOT_AT, ROW, rowAt } from "../../../main/motion/clip.ts";
import { headingOf, toLocal, toRoom } from "../../../main/motion/heading.ts";
import { sineDance } from "../../support/dances.ts";

const clip = clipOf(sineDance({ seconds: 1, facing: 0.7 }));

test("somebody who faces the camera has heading (1, 0), a quarter turn to the left (0, -1)", () => {
  const facing = (angle: number) => headingOf(rowAt(clipOf(sineDance({ seconds: 0.1, facing: angle })), 0));
  expect(facing(0).cos).toBeCloseTo(1, 6);
  expect(facing(0).sin).toBeCloseTo(0, 6);
  expect(facing(Math.PI / 2).cos).toBeCloseTo(0, 6);
  expect(facing(Math.PI / 2).sin).toBeCloseTo(-1, 6);
});

test("seen from himself a dancer faces the camera, above the middle of the room", () => {
  const seen = new Float32Array(ROW);
  toLocal(rowAt(clip, 5), rowAt(clip, 5), seen);
  expect(headingOf(seen).cos).toBeCloseTo(1, 6);
  expect(seen[ROOT_AT]).toBe(0);
  expect(seen[ROOT_AT + 2]).toBe(0);
  expect(seen[ROOT_AT + 1]).toBe(rowAt(clip, 5)[ROOT_AT + 1]);
});

test("what was seen from a moment is put back before the same moment", () => {
  const seen = new Float32Array(ROW);
  const again = new Float32Array(ROW);
  toLocal(rowAt(clip, 20), rowAt(clip, 3), seen);
  toRoom(seen, rowAt(clip, 3), again);
  again.forEach((value, i) => {
    expect(value).toBeCloseTo(rowAt(clip, 20)[i]!, 5);
  });
});
