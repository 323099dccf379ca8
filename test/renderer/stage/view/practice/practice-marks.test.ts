import { expect, test } from "vitest";
import { Cast } from "../../../../../renderer/stage/view/cast/cast.ts";
import { FigurePen } from "../../../../../renderer/stage/view/figure/figure-pen.ts";
import { LOOK_RENDERERS } from "../../../../../renderer/stage/view/looks/looks.ts";
import { PracticeMarks } from "../../../../../renderer/stage/view/practice/practice-marks.ts";
import { STROKE_LENGTH, StrokeBuffer } from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";
import type { Practice } from "../../../../../shared/practice.ts";
import { person, stageFrame, standing } from "../../../support/figures.ts";
import { AT_SIX, finding, practice, practiceMessage } from "../../../support/practice.ts";

const agreement = { head: 1, trunk: 1, left_arm: 0, right_arm: 1, left_leg: 1, right_leg: 1 };
const LAST = practiceMessage([finding({ kind: "timing", part: "left_leg", late: 0.1, ...AT_SIX })]);

/** Where strokes begin, in picture heights, after two seconds of this. */
function drawn(shown: Practice | null, signs: boolean, marks = new PracticeMarks()) {
  const cast = new Cast();
  for (let i = 0; i < 60; i++) {
    const t = i / 30;
    const people = [person(1, standing({ x: 0.3 }), standing({ x: 0.7 })), person(2, standing({ x: 0.1 }))];
    const frame = stageFrame(t, people, { practice: shown });
    cast.receive({ ...frame, parameters: { ...frame.parameters, practiceSigns: signs } }, t);
    marks.step(cast.step(t), cast);
  }
  const lines = new StrokeBuffer();
  marks.draw(cast, LOOK_RENDERERS.line, {
    ...{ pen: new FigurePen(), lines, soft: new StrokeBuffer(), now: 2, playoutTime: cast.playoutTime },
  });
  return Array.from({ length: lines.count }, (_, i) => lines.data[i * STROKE_LENGTH]!);
}

const [HERS, ITS] = [(1 - 0.3) * (16 / 9), (1 - 0.7) * (16 / 9)];
const around = (x: number) => (at: number) => Math.abs(at - x) < 0.3;

test("signs are around the first dancer alone", () => {
  const strokes = drawn({ ...practice, agreement }, true);
  expect(strokes.length).toBeGreaterThan(50);
  expect(strokes.every(around(HERS))).toBe(true);
});

test("her figure is as in other modes where signs are off, in a count-in, and in other modes", () => {
  expect(drawn({ ...practice, agreement }, false)).toEqual([]);
  expect(drawn({ ...practice, phase: "count-in", count: 3 }, true)).toEqual([]);
  expect(drawn(null, true)).toEqual([]);
});

test("what was found is marked on her and on the reference, signs or not", () => {
  const marks = new PracticeMarks();
  marks.receive(LAST);
  const strokes = drawn({ ...practice, position: 6 }, false, marks);
  expect(strokes.filter(around(HERS)).length).toBeGreaterThan(20);
  expect(strokes.filter(around(HERS))).toHaveLength(strokes.filter(around(ITS)).length);
  expect(drawn({ ...practice, position: 9 }, false, marks)).toEqual([]);
});
