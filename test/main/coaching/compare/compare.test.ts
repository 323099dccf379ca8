import { expect, test } from "vitest";
import { compareDances } from "../../../../main/coaching/compare/compare.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import { sineDance } from "../../../support/dances.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";

const FPS = 30;
const danced = (shape: Parameters<typeof sineDance>[0], fps = FPS) => ({
  clip: clipOf(sineDance({ ...shape, fps })),
  fps,
});

test("the reference is brought onto her body, into her heading and to her place", () => {
  const dance = danced({ seconds: 8, scale: 0.8, facing: 1.5 });
  const { fitted, off } = compareDances(danced({ seconds: 8 }), dance, { due: 0, speed: 1 });
  expect(Math.max(...off.left_arm, ...off.weight)).toBeLessThan(0.01);
  expect(fitted.frames).toBe(240);
});

test("where the dance has each moment of the reference is told, whatever the rates and the speed are", () => {
  const reference = danced({ seconds: 8, from: 1 });
  const dance = danced({ seconds: 9.2, from: 0.6 }, 15);
  const { path, lateness, likeness } = compareDances(reference, dance, { due: 0.2, speed: 1 });
  for (const at of [30, 120, 200]) expect(path[at]! / 15 - at / FPS).toBeCloseTo(0.4, 1);
  expect(lateness.whole[120]).toBeCloseTo(0.2, 1);
  expect(likeness).toBeGreaterThan(0.8);
});

test("a dance that is over early is missing from there on", async () => {
  const { frames } = (await demoPhrases())[0]!;
  const [reference, dance] = [frames, frames.slice(0, 100)].map((of) => ({ clip: clipOf(of), fps: FPS }));
  const { path } = compareDances(reference!, dance!, { due: 0, speed: 1 });
  expect(path[80]).toBeCloseTo(80, 0);
  expect(path[140]).toBeNaN();
});
