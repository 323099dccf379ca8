import { expect, test } from "vitest";
import {
  AREAS,
  changeOf,
  FIGURE_KINDS,
  goodBand,
  partsOf,
  scaleOf,
  seriesOf,
  speedChanges,
} from "../../../../../renderer/desk/practice/evening/figures.ts";
import { practisedEvening } from "../../../../support/practised-evening.ts";

const evening = practisedEvening(20);

test("every figure that a pass has is in one plot, and none that it does not have", () => {
  for (const kind of FIGURE_KINDS) {
    const shown = AREAS.flatMap((area) => partsOf(area, kind));
    expect(shown.toSorted()).toEqual(Object.keys(evening[0]!.figures[kind]).toSorted());
    for (const area of AREAS) expect(partsOf(area, kind).length).toBeLessThanOrEqual(3);
  }
});

test("figures are shown in milliseconds, per cent and centimetres, and what is not known as nothing", () => {
  const { late, size, off } = evening[4]!.figures;
  expect(seriesOf(evening, "late", "right_arm")[4]).toBe(1000 * late.right_arm!);
  expect(seriesOf(evening, "late", "left_leg")[4]).toBeNull();
  expect(seriesOf(evening, "size", "head")[4]).toBe(100 * size.head!);
  expect(seriesOf(evening, "off", "weight")[4]).toBe(100 * off.weight);
});

test("a change is told between medians, so that one odd pass says nothing", () => {
  expect(changeOf([200, 900, 210, 100, 50, 40, 60])).toEqual([210, 50]);
  expect(changeOf([200, null, 100])).toEqual([200, 100]);
  expect(changeOf([null, 200])).toBeNull();
  expect(changeOf([])).toBeNull();
});

test("a plot holds all its values and its good band, on the same scale for every area", () => {
  for (const kind of FIGURE_KINDS) {
    const [least, most] = scaleOf(evening, kind);
    const values = AREAS.flatMap((area) => partsOf(area, kind)).flatMap((part) =>
      seriesOf(evening, kind, part),
    );
    for (const value of [...values, ...goodBand(kind)]) {
      expect(value ?? least).toBeGreaterThanOrEqual(least);
      expect(value ?? least).toBeLessThan(most);
    }
  }
  expect(FIGURE_KINDS.map(goodBand)).toEqual([
    [-100, 100],
    [90, 110],
    [0, 12],
  ]);
});

test("one pass that was quite another dance does not make the others flat", () => {
  const figures = { ...evening[3]!.figures, late: { ...evening[3]!.figures.late, head: 3.5, trunk: -2 } };
  const [least, most] = scaleOf([...evening, { ...evening[3]!, figures }], "late");
  expect(least).toBeGreaterThan(-600);
  expect(most).toBeLessThan(600);
});

test("a speed is named where it begins", () => {
  const at = (...speeds: number[]) => speeds.map((speed, index) => ({ ...evening[index]!, speed }));
  expect(speedChanges(at(0.5, 0.5, 0.6, 0.5))).toEqual([
    { at: 0, speed: 0.5 },
    { at: 2, speed: 0.6 },
    { at: 3, speed: 0.5 },
  ]);
});
