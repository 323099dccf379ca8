import { expect, test } from "vitest";
import { Slots } from "../../../../main/outputs/performers/slots.ts";

test("people take the lowest free slot and keep it", () => {
  const slots = new Slots(3, 1);
  expect([7, 5, 9].map((id) => slots.take(id, 0))).toEqual([0, 1, 2]);
  expect([9, 7, 5].map((id) => slots.take(id, 0.5))).toEqual([2, 0, 1]);
});

test("a slot outlives an absence as long as it is kept, and no longer", () => {
  const slots = new Slots(2, 1);
  slots.take(7, 0);
  expect(slots.take(8, 1)).toBe(1);
  expect(slots.take(9, 1.5)).toBe(0);
  expect(slots.of(7)).toBeNull();
});

test("who leaves makes room at once", () => {
  const slots = new Slots(1, 1);
  slots.take(7, 0);
  slots.release(7);
  expect(slots.take(8, 0)).toBe(0);
});

test("one person too many has no slot", () => {
  const slots = new Slots(1, 1);
  slots.take(7, 0);
  expect(slots.take(8, 0)).toBeNull();
});
