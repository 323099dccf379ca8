import { expect, test } from "vitest";
import type { Comparison } from "../../../../main/coaching/compare/comparison.ts";
import { allFound, findingsOf } from "../../../../main/coaching/practice/findings.ts";
import { shownReference } from "../../../../main/coaching/practice/judge-pass.ts";
import { type DancedPass, PassCollector } from "../../../../main/coaching/practice/pass-collector.ts";
import type { Difference, Section } from "../../../../shared/practice.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { framesOf, passFrames, referenceOf } from "../../../support/practised.ts";

const { frames } = (await demoPhrases())[0]!;
const reference = referenceOf(frames, { beats: [3.1, 3.6, 4.1, 4.6, 5.1] });
const SPEED = 0.5;

function dancedLate(late: number): DancedPass {
  const collector = new PassCollector();
  const passes = passFrames(reference, { speed: SPEED, late }).map((frame) => collector.see(frame));
  return passes.find((pass) => pass !== null)!;
}

/** What a comparison would say of her who is late by so many seconds of the room, and of what differs besides. */
function compared(late: number, differences: readonly Difference[], sections: readonly Section[] = []) {
  const danced = dancedLate(late);
  const shown = shownReference(reference, false);
  const path = Float32Array.from({ length: shown.clip.frames }, (_, frame) => {
    return (danced.due + late + frame / shown.fps / SPEED) * danced.dance.fps;
  });
  const comparison = {
    ...{ fps: shown.fps, fitted: shown.clip, path },
    differences,
    sections,
    likeness: 0.9,
  };
  return { comparison: comparison as unknown as Comparison, reference, danced };
}

const common = { stretch: { begin: 0.2, end: 1.4 }, weight: 4 };
const timing = { ...common, kind: "timing", part: "left_arm", at: 0.8, late: 0.4 } as const;
const size = { ...common, kind: "size", part: "right_leg", ratio: 0.7, at: 1.2 } as const;

test("what is found is at seconds of the reference as a take, and on the beat before it", () => {
  const [first, second] = findingsOf(compared(0.4, [timing, size]), []);
  expect(first!.difference).toMatchObject({ stretch: { begin: 3.2, end: 4.4 }, at: 3.8, part: "left_arm" });
  expect([first!.beat, second!.beat]).toEqual([2, 3]);
  expect(first!.passes).toBe(1);
});

test("who is late is shown as she is when the reference is there, and anything else as she is when she does it", () => {
  const [first, second] = findingsOf(compared(0.4, [timing, size]), []);
  const at = (position: number) =>
    framesOf(reference.clip)[Math.round((position - reference.begin) * 30)]!.body;
  expect(first!.reference).toEqual(at(3.8));
  // Late by 0.4 s of the room at half the speed is 0.2 s of the reference.
  expect(first!.dance[10]).toMatchObject({
    x: expect.closeTo(at(3.6)[10]!.x, 1.5),
    y: expect.closeTo(at(3.6)[10]!.y, 1.5),
  });
  expect(second!.reference).toEqual(at(4.2));
  expect(second!.dance[10]!.y).toBeCloseTo(at(4.2)[10]!.y, 1.5);
});

test("what is missing is shown beside what she does instead, and is told with when it should be", () => {
  const missing: Section = {
    kind: "missing",
    reference: { begin: 0.8, end: 1.8 },
    dance: { begin: 2.6, end: 2.6 },
  };
  const [found] = findingsOf(compared(0, [], [missing]), []);
  expect(found!.difference).toMatchObject({
    ...{ kind: "missing", reference: { begin: 3.8, end: 4.8 }, dance: { begin: 2, end: 2 } },
  });
  expect(found!.beat).toBe(2);
  expect(found!.dance).toHaveLength(19);
});

test("of another dance nothing is said but that it is one", () => {
  const { comparison, ...rest } = compared(0, [timing, size]);
  expect(findingsOf({ ...rest, comparison: { ...comparison, likeness: 0.3 } }, [])).toEqual([]);
});

test("the same kind, part and way about the same stretch is found again; anything else is not", () => {
  const now = compared(0.4, [timing]);
  const [before] = allFound(now);
  const passesAfter = (...earlier: readonly object[]) =>
    findingsOf(
      now,
      earlier.map((changes) => [{ ...before!, ...changes }]),
    )[0]!.passes;
  expect(passesAfter({})).toBe(2);
  expect(passesAfter({}, { at: 4.3, stretch: { begin: 4, end: 4.9 } })).toBe(3);
  expect(passesAfter({ late: -0.2 })).toBe(1);
  expect(passesAfter({ part: "right_arm" })).toBe(1);
  expect(passesAfter({ stretch: { begin: 6, end: 7 } })).toBe(1);
  expect(findingsOf(now, [[], [before!, before!], []])[0]!.passes).toBe(2);
});
