import { expect, test } from "vitest";
import { ShownFeet } from "../../../../main/engine/stage/shown-feet.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { slidingWalk, toesOf } from "../../../support/stepping.ts";

const FPS = 30;

/** Share of the frames in which a foot is still as it is drawn, its body so many times as large. */
function still(motion: readonly MotionFrame[], size: number): number {
  const drawn = motion.map(({ body, root }) =>
    toesOf({ body: body.map(({ x, y, z }) => ({ x: size * x, y: size * y, z: size * z })), root }),
  );
  const speeds = drawn.slice(61).flatMap((toes, n) =>
    toes.map(({ x, z }, side) => {
      const before = drawn[n + 60]![side]!;
      return FPS * Math.hypot(x - before.x, z - before.z);
    }),
  );
  return speeds.filter((speed) => speed < 0.05).length / speeds.length;
}

test.each([0.5, 1, 1.5])("feet that are drawn %f times as large stand as drawn", (size) => {
  const walk = Array.from({ length: 8 * FPS }, (_, n) => slidingWalk(n / FPS, size === 1 ? 0.35 : 0));
  const feet = new ShownFeet();
  const shown = walk.map((motion, n) => feet.hold(n / FPS, motion, size));
  expect(still(walk, size)).toBeLessThan(0.1);
  expect(still(shown, size)).toBeGreaterThan(0.18);
  for (const [n, { root }] of shown.entries()) expect(root).toEqual(walk[n]!.root);
});

test("a figure that begins anew is shown as it is", () => {
  const feet = new ShownFeet();
  for (let n = 0; n < 90; n++) feet.hold(n / FPS, slidingWalk(n / FPS, 0.35));
  feet.reset();
  const motion = slidingWalk(3, 0.35);
  expect(feet.hold(3, motion)).toEqual(motion);
});
