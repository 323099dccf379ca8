import { expect, test } from "vitest";
import { mergeOverlapping } from "../../../../../main/engine/pose/blazepose/non-max-suppression.ts";

const box = (score: number, ...values: number[]) => ({ score, values: Float32Array.from(values) });

test("boxes that overlap are one person, at their mean weighted by score", () => {
  const [person, ...others] = mergeOverlapping([
    box(0.3, 0.56, 0.5, 0.2, 0.2, 1),
    box(0.9, 0.5, 0.5, 0.2, 0.2, 5),
  ]);
  expect(others).toEqual([]);
  expect(person!.score).toBe(0.9);
  expect([...person!.values]).toEqual([0.515, 0.5, 0.2, 0.2, 4].map((value) => expect.closeTo(value, 5)));
});

test("boxes that hardly overlap are two people, the surer first", () => {
  const people = mergeOverlapping([box(0.6, 0.3, 0.5, 0.2, 0.2), box(0.8, 0.45, 0.5, 0.2, 0.2)]);
  expect(people.map(({ score }) => score)).toEqual([0.8, 0.6]);
});

test("a box joins the best that it overlaps, and a chain of boxes does not become one person", () => {
  const chain = [0.2, 0.3, 0.4].map((x, k) => box(0.9 - 0.1 * k, x, 0.5, 0.2, 0.2));
  expect(mergeOverlapping(chain)).toHaveLength(2);
});

test("no boxes are nobody, and a box without size is still somebody", () => {
  expect(mergeOverlapping([])).toEqual([]);
  expect(mergeOverlapping([box(0.5, 0.5, 0.5, 0, 0)])).toHaveLength(1);
});
