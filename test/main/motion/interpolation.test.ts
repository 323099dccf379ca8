import { expect, test } from "vitest";
import { frameAt, frameAtIndex, mixFrames } from "../../../main/motion/interpolation.ts";
import { STANDING } from "../../support/bodies.ts";

const at = (x: number) => ({ body: STANDING, root: { x, y: 0.9, z: 0 } });

test("between two frames the body is between them; before the first and after the last it is theirs", () => {
  const frames = [0, 1, 2].map((t) => ({ t, frame: at(10 * t) }));
  const times = [-1, 0, 0.25, 1.5, 2, 7];
  expect(times.map((t) => frameAt(frames, t).root.x)).toEqual([0, 0, 2.5, 15, 20, 20]);
  const even = frames.map(({ frame }) => frame);
  expect(times.map((index) => frameAtIndex(even, index).root.x)).toEqual([0, 0, 2.5, 15, 20, 20]);
});

test("a joint that was inferred in either of two frames is inferred between them", () => {
  const mixed = mixFrames({ ...at(0), inferred: [7] }, { ...at(1), inferred: [9] }, 0.5);
  expect(mixed.inferred).toEqual([7, 9]);
});
