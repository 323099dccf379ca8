import { expect, test } from "vitest";
import { Backoff } from "../../../renderer/kit/backoff.ts";

test("doubles up to the ceiling, and begins again after a reset", () => {
  const backoff = new Backoff(500, 3000);
  expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1000, 2000, 3000, 3000]);
  backoff.reset();
  expect(backoff.peek).toBe(500);
  expect(backoff.next()).toBe(500);
});
