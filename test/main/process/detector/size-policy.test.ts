import { expect, test } from "vitest";
import { SizePolicy } from "../../../../main/process/detector/size-policy.ts";

function feed(policy: SizePolicy, milliseconds: number, frames: number) {
  return Array.from({ length: frames }, () => policy.measure(milliseconds)).filter((step) => step !== null);
}

test("a size that holds the camera's rate stays", () => {
  const policy = new SizePolicy("full");
  expect(feed(policy, 30, 600)).toEqual([]);
  expect(policy.size).toBe("full");
});

test("full gives way to lite after two seconds over the budget, once", () => {
  const policy = new SizePolicy("full");
  expect(feed(policy, 41, 59)).toEqual([]);
  expect(feed(policy, 41, 1)).toEqual([{ size: "lite", p50: 41 }]);
  expect(feed(policy, 41, 600)).toEqual([]);
  expect(policy.size).toBe("lite");
});

test("a hiccup changes nothing", () => {
  const policy = new SizePolicy("full");
  feed(policy, 25, 60);
  expect(feed(policy, 400, 20)).toEqual([]);
});

test("heavy goes down one step at a time, each on measurements of its own", () => {
  const policy = new SizePolicy("heavy");
  expect(feed(policy, 90, 60)).toEqual([{ size: "full", p50: 90 }]);
  expect(feed(policy, 50, 59)).toEqual([]);
  expect(feed(policy, 50, 1)).toEqual([{ size: "lite", p50: 50 }]);
});
