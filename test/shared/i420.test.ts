import { expect, test } from "vitest";
import { i420Bytes } from "../../shared/i420.ts";

test("I420 rounds the chroma planes of odd sides up", () => {
  expect(i420Bytes(4, 4)).toBe(24);
  expect(i420Bytes(5, 3)).toBe(15 + 2 * 6);
});
