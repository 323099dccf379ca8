import { expect, test } from "vitest";
import { PLAIN, Shaper, type Shaping } from "../../../../main/outputs/osc/filter.ts";
import { float, int, share } from "../../../../main/outputs/osc/table/address.ts";
import type { Cell } from "../../../../main/outputs/osc/table/values.ts";

/** One number after the other, `dt` seconds apart, as they leave. */
function sent(
  cell: Pick<Cell, "argument">,
  shaping: Shaping,
  values: readonly number[],
  dt: number,
): number[] {
  const row = { values: new Float64Array(1), life: { count: 0 } };
  const shaper = new Shaper(shaping);
  const [shaped] = shaper.shape([{ ...cell, row, index: 0 }]);
  return values.map((value) => {
    row.values[0] = value;
    shaper.update(dt);
    return shaped!.row.values[shaped!.index]!;
  });
}

test("a time constant is the time in which 63 % of a step has passed, whatever the rate", () => {
  for (const rate of [30, 60]) {
    const steps = [0, ...new Array<number>(rate).fill(1)];
    const after = sent({ argument: share("x") }, { scale: [0, 1], smoothing: 0.5 }, steps, 1 / rate);
    expect(after[rate / 2]).toBeCloseTo(1 - Math.exp(-1), 5);
  }
});

test("the first number is sent as it is, and an int is never smoothed by the destination", () => {
  expect(sent({ argument: share("x") }, { scale: [0, 1], smoothing: 0.5 }, [1], 0.1)).toEqual([1]);
  expect(sent({ argument: int("n", 0, 9) }, { scale: [0, 1], smoothing: 0.5 }, [0, 7], 0.1)).toEqual([0, 7]);
});

test("a place on a circle is smoothed the short way round", () => {
  const phase = { ...share("phase"), smoothing: 0.1, circular: true };
  const [, next] = sent({ argument: phase }, { scale: [0, 1], smoothing: null }, [0.95, 0.05], 0.1);
  expect(next).toBeCloseTo((0.95 + 0.1 * (1 - Math.exp(-1))) % 1, 5);
});

test("a scale stretches what has a whole, and nothing else", () => {
  const scaled: Shaping = { scale: [0, 100], smoothing: null };
  expect(sent({ argument: share("x") }, scaled, [0.25], 0)).toEqual([25]);
  expect(sent({ argument: float("metres", 0, 10) }, scaled, [0.25], 0)).toEqual([0.25]);
});

test("a row that begins anew is not smoothed from the one before, and cells that need nothing stay the row's own", () => {
  const row = { values: Float64Array.of(1, 5), life: { count: 0 } };
  const shaper = new Shaper(PLAIN);
  const cells: readonly Cell[] = [
    { argument: { ...share("energy"), smoothing: 1 }, row, index: 0 },
    { argument: float("metres", 0, 10), row, index: 1 },
  ];
  const [smooth, plain] = shaper.shape(cells);
  expect(plain).toBe(cells[1]);
  const now = () => smooth!.row.values[smooth!.index]!;
  shaper.update(0.1);
  row.values[0] = 0;
  shaper.update(0.1);
  expect(now()).toBeCloseTo(Math.exp(-0.1), 9);
  row.life.count++;
  shaper.update(0.1);
  expect(now()).toBe(0);
});

test("rows far apart are each smoothed to their own places, and slots that nobody took stay as they were", () => {
  const rows = [1, 2].map((slot) => ({ slot, values: Float64Array.of(0, slot / 10), life: { count: 0 } }));
  const shaper = new Shaper({ scale: [0, 100], smoothing: 0.5 });
  const shaped = rows.map((row) => {
    const cells = [0, 1].map((index) => ({ argument: share(`${index}`), row, index }));
    return shaper.shape(cells, row.slot);
  });
  const now = () => shaped.map((cells) => cells.map(({ row, index }) => row.values[index]));
  shaper.update(0, 1);
  expect(now()).toEqual([
    [0, 10],
    [0, 0.2],
  ]);
  shaper.update(0, 2);
  expect(now()).toEqual([
    [0, 10],
    [0, 20],
  ]);
});
