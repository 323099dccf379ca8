import { expect, test } from "vitest";
import { Measurements } from "../../../main/system/percentiles.ts";

test("nothing measured is zero", () => {
  expect(new Measurements(4).percentiles()).toEqual({ p50: 0, p95: 0 });
});

test("percentiles are measured values, by nearest rank", () => {
  const measurements = new Measurements(100);
  for (let value = 100; value >= 1; value--) measurements.add(value);
  expect(measurements.percentiles()).toEqual({ p50: 50, p95: 95 });
});

test("only the last ones count, past the capacity too", () => {
  const measurements = new Measurements(3);
  for (const value of [900, 900, 900, 1, 2, 3]) measurements.add(value);
  expect(measurements.size).toBe(3);
  expect(measurements.percentiles()).toEqual({ p50: 2, p95: 3 });
});
