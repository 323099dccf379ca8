import { expect, test } from "vitest";
import { Dwell } from "../../../../renderer/stage/language/dwell.ts";

test("what a hand stays over is chosen once, and again only after the hand has left it", () => {
  const dwell = new Dwell<string>();
  expect(dwell.update("de", 10)).toEqual({ progress: 0, chosen: false });
  expect(dwell.update("de", 10.6).progress).toBeCloseTo(0.5);
  expect(dwell.update("de", 11.3)).toEqual({ progress: 1, chosen: true });
  expect(dwell.update("de", 15)).toEqual({ progress: 0, chosen: false });
  dwell.update(null, 16);
  dwell.update("de", 17);
  expect(dwell.update("de", 18.3).chosen).toBe(true);
});

test("a hand that passes over several chooses none", () => {
  const dwell = new Dwell<string>();
  for (let step = 0; step < 60; step++) {
    const over = ["en", "de", "fr"][Math.floor(step / 10) % 3]!;
    expect(dwell.update(over, step / 10).chosen).toBe(false);
  }
});
