import { expect, test } from "vitest";
import { SidePlacement } from "../../../../main/engine/stage/side-placement.ts";

test("the audience's left is the camera's right, for the stage is a mirror", () => {
  expect(new SidePlacement().update(0, 0.5, 4, "left", 1.2)).toBe(1.2);
  expect(new SidePlacement().update(0, 0.5, 4, "right", 1.2)).toBe(-1.2);
});

test("auto stands where there is more room, and stays there while it is in the picture", () => {
  const beside = new SidePlacement();
  expect(beside.update(0, 0.3, 4, "auto", 1.2)).toBe(1.2);
  expect(beside.update(0.1, 0.6, 4, "auto", 1.2)).toBe(1.2);
});

test("auto changes sides at a stroll when it would leave the picture", () => {
  const beside = new SidePlacement();
  let [last, fastest] = [beside.update(0, 0.3, 4, "auto", 1.2), 0];
  for (let n = 1; n < 150; n++) {
    const now = beside.update(n / 30, 0.9, 4, "auto", 1.2);
    fastest = Math.max(fastest, Math.abs(now - last) * 30);
    last = now;
  }
  expect(last).toBeCloseTo(-1.2, 1);
  expect(fastest).toBeLessThan(3.1);
});
