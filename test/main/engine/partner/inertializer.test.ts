import { expect, test } from "vitest";
import { Inertializer, type Motion } from "../../../../main/engine/partner/inertializer.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { STANDING, swung } from "../../../support/bodies.ts";

const STEP = 1 / 120;
const ROOT = { x: 0, y: 0.9, z: 0 };

const swinging: Motion = (t) => ({ body: swung(0.8 * Math.sin(4 * t)), root: { ...ROOT, x: 0.3 * t } });
const elsewhere: Motion = () => ({ body: STANDING, root: { ...ROOT, x: 1 } });

const points = ({ body, root }: MotionFrame) => [...body, root];

/** Farthest that a joint or the hips are from where they are in the other frame, metres. */
const apart = (a: MotionFrame, b: MotionFrame): number =>
  Math.max(
    ...points(a).map((p, i) => {
      const q = points(b)[i]!;
      return Math.hypot(p.x - q.x, p.y - q.y, p.z - q.z);
    }),
  );

/** What is shown from `from` to `to`. */
const shown = (inertializer: Inertializer, from: number, to: number): readonly MotionFrame[] =>
  Array.from({ length: Math.round((to - from) / STEP) }, (_, i) => inertializer.at(from + i * STEP)!);

const largestStep = (frames: readonly MotionFrame[]): number =>
  Math.max(...frames.slice(1).map((frame, i) => apart(frames[i]!, frame)));

test("before the first motion nothing is shown, and the first one is taken as it is", () => {
  const inertializer = new Inertializer();
  expect(inertializer.at(0)).toBeNull();
  inertializer.transitionTo(0, swinging);
  for (const t of [0, 0.3, 1]) expect(inertializer.at(t)).toEqual(swinging(t));
});

test("another motion begins in the place and with the speed of the one before, and is danced alone in the end", () => {
  const inertializer = new Inertializer();
  inertializer.transitionTo(0, swinging);
  inertializer.transitionTo(1, elsewhere);
  expect(apart(inertializer.at(1)!, swinging(1))).toBeLessThan(1e-9);
  // A tenth of a frame later it has gone on as it would have done; at rest it would be 2.6 mm behind.
  const soon = 1 + 1 / 300;
  expect(apart(swinging(1), swinging(soon))).toBeGreaterThan(0.0025);
  expect(apart(inertializer.at(soon)!, swinging(soon))).toBeLessThan(0.0005);
  const distances = shown(inertializer, 1.3, 6).map((frame) => apart(frame, elsewhere(0)));
  expect(distances).toEqual(distances.toSorted((a, b) => b - a));
  expect(distances.at(-1)).toBeLessThan(0.01);
});

test("a third motion in the middle of the way to the second neither jumps", () => {
  const inertializer = new Inertializer();
  inertializer.transitionTo(0, swinging);
  inertializer.transitionTo(1, elsewhere);
  const before = shown(inertializer, 0.9, 1.2);
  inertializer.transitionTo(1.2, swinging);
  const after = shown(inertializer, 1.2, 3);
  expect(largestStep([before.at(-1)!, after[0]!])).toBeLessThan(1.2 * largestStep(before));
  expect(largestStep(after)).toBeLessThan(0.05);
  expect(apart(inertializer.at(8)!, swinging(8))).toBeLessThan(0.01);
});

test("after a reset the next motion is again taken as it is", () => {
  const inertializer = new Inertializer();
  inertializer.transitionTo(0, swinging);
  inertializer.reset();
  expect(inertializer.at(0)).toBeNull();
  inertializer.transitionTo(0, elsewhere);
  expect(inertializer.at(0)).toEqual(elsewhere(0));
});
