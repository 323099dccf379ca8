import { expect, test } from "vitest";
import { assign } from "../../../../main/engine/pose/assignment.ts";

/** The least sum of costs, by trying every way. */
function leastSum(costs: readonly (readonly number[])[], taken = new Set<number>()): number {
  const [row, ...rest] = costs;
  if (!row) return 0;
  let least = leastSum(rest, taken);
  row.forEach((cost, column) => {
    if (taken.has(column)) return;
    least = Math.min(least, cost + leastSum(rest, new Set([...taken, column])));
  });
  return least;
}

test("the sum counts, not who chooses first", () => {
  // The first row likes column 0 best, but the second has nothing else.
  expect(
    assign([
      [-9, -8],
      [-9, -1],
    ]),
  ).toEqual([1, 0]);
});

test("a pair that costs is not made", () => {
  expect(assign([[3, 0.1]])).toEqual([-1]);
  expect(
    assign([
      [-1, 2],
      [-2, 2],
    ]),
  ).toEqual([-1, 0]);
});

test("nobody and nothing pair to nothing", () => {
  expect(assign([])).toEqual([]);
  expect(assign([[], []])).toEqual([-1, -1]);
});

test("it finds the least sum for up to six of each", () => {
  let state = 1;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  for (let round = 0; round < 60; round++) {
    const [rows, columns] = [1 + (round % 6), 1 + Math.floor(random() * 6)];
    const costs = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => random() * 10 - 7),
    );
    const columnOf = assign(costs);
    const used = columnOf.filter((column) => column >= 0);
    expect(new Set(used).size).toBe(used.length);
    const sum = columnOf.reduce((total, column, row) => total + (column < 0 ? 0 : costs[row]![column]!), 0);
    expect(sum).toBeCloseTo(leastSum(costs), 9);
  }
});
