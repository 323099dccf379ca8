import { expect, test } from "vitest";
import { blockOf, Numbers, placeOf } from "../../../../main/outputs/osc/numbers.ts";

test("numbers of a block lie one behind the other, and are the same in the block as where they were taken", () => {
  const numbers = new Numbers(8);
  const [a, b] = [numbers.take(3), numbers.take(2)];
  b[1] = 0.5;
  expect(blockOf(a)).toBe(blockOf(b));
  expect([placeOf(a, 0), placeOf(b, 0), placeOf(b, 1)]).toEqual([0, 3, 4]);
  expect(blockOf(a)[placeOf(b, 1)]).toBe(0.5);
});

test("what a block has no room for begins another, of its own length where that is more", () => {
  const numbers = new Numbers(4);
  const [a, b, c] = [numbers.take(3), numbers.take(2), numbers.take(9)];
  expect([a, b, c].map((taken) => taken.length)).toEqual([3, 2, 9]);
  expect(new Set([a, b, c].map(blockOf)).size).toBe(3);
  expect(blockOf(c)).toHaveLength(9);
});
