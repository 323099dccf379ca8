import { expect, test } from "vitest";
import { backoff } from "../../../main/system/backoff.ts";

test("waits double up to the ceiling, however many there have been", () => {
  expect([0, 1, 2, 3, 4, 5, 1e6].map((n) => backoff(n, 5, 30))).toEqual([0, 5, 10, 20, 30, 30, 30]);
});
