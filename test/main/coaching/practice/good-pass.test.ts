import { expect, test } from "vitest";
import { isGood, PracticeSpeed } from "../../../../main/coaching/practice/good-pass.ts";
import { BODY_PARTS } from "../../../../shared/body-parts.ts";
import type { PassFigures } from "../../../../shared/practice.ts";

const each = (value: number | null) => Object.fromEntries(BODY_PARTS.map((part) => [part, value]));
const figures = (late: number | null, off: number) =>
  ({
    ...{ late: { ...each(late), whole: late }, size: each(1), off: { ...each(off), weight: off } },
  }) as unknown as PassFigures;
const pass = { figures: figures(0.05, 0.06), sections: [], likeness: 0.9 };

test("a pass is good that is danced whole, on time and near to the reference", () => {
  expect(isGood(pass)).toBe(true);
  expect(isGood({ ...pass, figures: figures(0.18, 0.06) })).toBe(false);
  expect(isGood({ ...pass, figures: figures(-0.18, 0.06) })).toBe(false);
  expect(isGood({ ...pass, figures: figures(null, 0.06) })).toBe(false);
  expect(isGood({ ...pass, figures: figures(0.05, 0.3) })).toBe(false);
  expect(isGood({ ...pass, likeness: 0.4 })).toBe(false);
  const stretch = { begin: 1, end: 3 };
  expect(isGood({ ...pass, sections: [{ kind: "missing", reference: stretch, dance: stretch }] })).toBe(
    false,
  );
});

/** The speeds that come of good passes (+) and others (-), one after the other. */
function speeds(from: number, passes: string): number[] {
  const practice = new PracticeSpeed(from);
  let speed = from;
  return [...passes].map((one) => {
    speed = practice.after(one === "+", speed);
    return speed;
  });
}

test("each good pass is followed by a faster one, up to the reference's own speed", () => {
  expect(speeds(0.75, "++")).toEqual([0.8, 0.85]);
  expect(speeds(0.9, "++++")).toEqual([0.95, 1, 1, 1]);
});

test("after two in a row that were not it is a step slower again, but never slower than she has set it", () => {
  expect(speeds(0.7, "++-+")).toEqual([0.75, 0.8, 0.8, 0.85]);
  expect(speeds(0.7, "++--")).toEqual([0.75, 0.8, 0.8, 0.75]);
  expect(speeds(0.7, "+--------")).toEqual([0.75, 0.75, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]);
});

test("where she sets it herself that is where it goes on from, and no less", () => {
  const practice = new PracticeSpeed(0.7);
  expect(practice.after(true, 0.7)).toBe(0.75);
  expect(practice.after(false, 0.75)).toBe(0.75);
  expect(practice.after(false, 0.9)).toBe(0.9);
  expect(practice.after(false, 0.9)).toBe(0.9);
  expect(practice.after(true, 0.6)).toBe(0.65);
});
