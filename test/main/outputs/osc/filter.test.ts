import { expect, test } from "vitest";
import { Filter, type FilterSettings, USUAL_FILTER } from "../../../../main/outputs/osc/filter.ts";
import { type Argument, float, int, share } from "../../../../main/outputs/osc/table/address.ts";

/** One number after the other, `dt` seconds apart, through a filter. */
function filtered(
  argument: Argument,
  settings: FilterSettings,
  values: readonly number[],
  dt: number,
): number[] {
  const source = { args: [argument], numbers: [0], generation: 0 };
  const filter = new Filter(source, settings);
  return values.map((value) => {
    source.numbers[0] = value;
    filter.update(dt);
    return filter.numbers[0]!;
  });
}

test("a time constant is the time in which 63 % of a step has passed, whatever the rate", () => {
  for (const rate of [30, 60]) {
    const steps = [0, ...new Array<number>(rate).fill(1)];
    const after = filtered(share("x"), { scale: [0, 1], smoothing: 0.5 }, steps, 1 / rate);
    expect(after[rate / 2]).toBeCloseTo(1 - Math.exp(-1), 5);
  }
});

test("the first number is sent as it is, and an int is never smoothed by the destination", () => {
  expect(filtered(share("x"), { scale: [0, 1], smoothing: 0.5 }, [1], 0.1)).toEqual([1]);
  expect(filtered(int("n", 0, 9), { scale: [0, 1], smoothing: 0.5 }, [0, 7], 0.1)).toEqual([0, 7]);
});

test("a place on a circle is smoothed the short way round", () => {
  const phase = { ...share("phase"), smoothing: 0.1, circular: true };
  const [, next] = filtered(phase, USUAL_FILTER, [0.95, 0.05], 0.1);
  expect(next).toBeCloseTo((0.95 + 0.1 * (1 - Math.exp(-1))) % 1, 5);
});

test("a scale stretches what is a share of something, and nothing else", () => {
  const scaled: FilterSettings = { scale: [0, 100], smoothing: null };
  expect(filtered(share("x"), scaled, [0.25], 0)).toEqual([25]);
  expect(filtered(float("metres", 0, 10), scaled, [0.25], 0)).toEqual([0.25]);
});

test("smoothing goes on from what was smoothed, not from what was scaled", () => {
  const x = { ...share("x"), smoothing: 1 };
  const [, , scaled] = filtered(x, { scale: [50, 100], smoothing: null }, [0, 1, 1], 0.1);
  const [, , plain] = filtered(x, USUAL_FILTER, [0, 1, 1], 0.1);
  expect(scaled).toBeCloseTo(50 + 50 * plain!, 9);
});

test("numbers of a new generation are not smoothed from those before", () => {
  const source = { args: [{ ...share("energy"), smoothing: 1 }], numbers: [1], generation: 0 };
  const filter = new Filter(source, USUAL_FILTER);
  filter.update(0.1);
  source.numbers[0] = 0;
  filter.update(0.1);
  expect(filter.numbers[0]).toBeCloseTo(Math.exp(-0.1), 9);
  source.generation++;
  filter.update(0.1);
  expect(filter.numbers[0]).toBe(0);
});

test("behind a filter that smoothed already, another only scales", () => {
  const source = { args: [{ ...share("energy"), smoothing: 1 }], numbers: [0], generation: 0 };
  const smoothed = new Filter(source, USUAL_FILTER);
  const scaled = new Filter(smoothed, { scale: [0, 255], smoothing: null });
  for (const number of [0, 1]) {
    source.numbers[0] = number;
    smoothed.update(0.1);
    scaled.update(0.1);
  }
  expect(scaled.numbers[0]).toBeCloseTo(255 * (1 - Math.exp(-0.1)), 9);
});
