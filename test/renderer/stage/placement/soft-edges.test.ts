import { expect, test } from "vitest";
import { blend, maskOf } from "../../../../renderer/stage/placement/soft-edges.ts";

test("in an overlap the light of two projectors adds up to that of one", () => {
  for (const gamma of [1, 1.8, 2.2, 3])
    for (let at = 0; at <= 1; at += 0.05)
      expect(blend(at, gamma) ** gamma + blend(1 - at, gamma) ** gamma).toBeCloseTo(1, 9);
  expect([blend(0, 2.2), blend(1, 2.2)]).toEqual([0, 1]);
});

test("only soft edges have a gradient, and a picture without any has no mask", () => {
  expect(maskOf([0, 0, 0, 0], 2.2)).toBe(null);
  const [across, down] = maskOf([0, 0.25, 0, 0], 1)!.split("), linear");
  expect(across).toMatch(
    /^linear-gradient\(to right, rgb\(0 0 0 \/ 1\.0000\) 0\.000%, .* 75\.000%, .*rgb\(0 0 0 \/ 0\.5000\) 87\.500%.*rgb\(0 0 0 \/ 0\.0000\) 100\.000%$/,
  );
  expect(down).toBe("-gradient(to bottom, rgb(0 0 0 / 1.0000) 0.000%, rgb(0 0 0 / 1.0000) 100.000%)");
});
