import { expect, test } from "vitest";
import { MeanMeter, RateMeter } from "../../../renderer/kit/meters.ts";

test("counts a second's events, whenever it is asked", () => {
  const meter = new RateMeter();
  for (let i = 0; i < 30; i++) meter.note(5 + i / 30);
  expect(meter.take(6)).toBeCloseTo(30, 6);
  for (let i = 0; i < 10; i++) meter.note(6 + i / 10);
  expect(meter.take(8)).toBeCloseTo(5, 6);
});

test("is 0 while nothing has happened", () => {
  const meter = new RateMeter();
  expect(meter.take(1)).toBe(0);
  meter.note(1.1);
  meter.take(2);
  expect(meter.take(3)).toBe(0);
});

test("takes the mean of what was measured, and keeps it while nothing is", () => {
  const meter = new MeanMeter();
  expect(meter.take()).toBeNull();
  meter.note(10);
  meter.note(30);
  expect(meter.take()).toBe(20);
  expect(meter.take()).toBe(20);
  meter.note(40);
  expect(meter.take()).toBe(40);
  meter.clear();
  expect(meter.take()).toBeNull();
});
