import { expect, test } from "vitest";
import { type Address, float, int } from "../../../../../main/outputs/osc/table/address.ts";
import { Values } from "../../../../../main/outputs/osc/table/values.ts";

const THREE: Address<readonly number[]> = {
  path: "/three",
  group: "frame",
  when: "frame",
  args: [int("count", 0, 100), float("x", -1, 2), float("fader", 0.5, 1)],
  description: "",
  read: (numbers) => numbers,
};

function read(...subjects: readonly (readonly number[])[]) {
  const values = new Values(THREE);
  for (const subject of subjects) values.update(subject);
  return values.numbers;
}

test("before anything is known, numbers are as near to 0 as their range allows", () => {
  expect(read()).toEqual([0, 0, 0.5]);
});

test("numbers are held within their ranges", () => {
  expect(read([100.4, -7, 7])).toEqual([100, -1, 1]);
  expect(read([-0.4, 1e30, 0])).toEqual([0, 2, 0.5]);
});

test("what is missing or not finite leaves the number as it was", () => {
  const known = [3, 1, 0.75];
  expect(read(known, [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual(known);
  expect(read(known, [])).toEqual(known);
});

test("another subject begins a new generation", () => {
  const values = new Values(THREE);
  values.update([1, 1, 1]);
  expect(values.generation).toBe(0);
  values.update([2, 1, 1], true);
  expect(values.generation).toBe(1);
});
