import { expect, test } from "vitest";
import { LimbSigns } from "../../../../../renderer/stage/view/practice/limb-signs.ts";

const alike = { head: 1, trunk: 1, left_arm: 1, right_arm: 1, left_leg: 1, right_leg: 1 };
const FRAME = 1 / 60;

test("signs appear and change slowly, and stay where they are while they fade", () => {
  const signs = new LimbSigns();
  const steps: number[] = [];
  const step = (seconds: number, agreement: typeof alike | null) => {
    for (let i = 0; i < seconds / FRAME; i++) {
      const before = signs.presence + signs.differs.left_arm;
      signs.step(FRAME, agreement);
      steps.push(Math.abs(signs.presence + signs.differs.left_arm - before));
    }
  };
  step(3, alike);
  expect(signs.presence).toBeGreaterThan(0.95);
  expect(signs.differs.left_arm).toBe(0);
  step(3, { ...alike, left_arm: 0 });
  expect(signs.differs.left_arm).toBeGreaterThan(0.95);
  expect(signs.differs.right_arm).toBe(0);
  step(0.5, null);
  expect(signs.differs.left_arm).toBeGreaterThan(0.95);
  step(8, null);
  expect(signs.presence).toBe(0);
  // Under 3 % a screen frame: nothing flashes.
  expect(Math.max(...steps)).toBeLessThan(0.03);
});

test("an agreement that flickers every frame is shown as steady", () => {
  const signs = new LimbSigns();
  for (let i = 0; i < 300; i++) signs.step(FRAME, { ...alike, left_leg: i % 2 });
  const shown: number[] = [];
  for (let i = 0; i < 60; i++) {
    signs.step(FRAME, { ...alike, left_leg: i % 2 });
    shown.push(signs.differs.left_leg);
  }
  expect(Math.max(...shown) - Math.min(...shown)).toBeLessThan(0.03);
});
