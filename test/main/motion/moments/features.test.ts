import { expect, test } from "vitest";
import { BONE_COUNT, lengthsOf } from "../../../../main/motion/bones.ts";
import { fromAdult, toAdult } from "../../../../main/motion/moments/adult.ts";
import {
  FEATURES,
  mirroredFeatures,
  squareDistance,
  writeFeatures,
} from "../../../../main/motion/moments/features.ts";
import { type MotionFrame, mirrored } from "../../../../main/motion/motion-frame.ts";
import { mirroredPlacement, placementOf } from "../../../../main/motion/placement.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const placed = (frame: MotionFrame) => placementOf(frame);
const featuresOf = ([before, now]: readonly MotionFrame[]) => {
  const features = new Float32Array(FEATURES);
  writeFeatures(placed(now!), placed(before!), FPS, features);
  return features;
};
const apart = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(squareDistance(a, 0, b, 0, FEATURES, Number.POSITIVE_INFINITY));
/** Two frames of a dance, a fifteenth of a second apart, so that they have a velocity. */
const moment = (facing: number, from = 0) => {
  const frames = sineDance({ seconds: 0.2, facing, from });
  return [frames[0]!, frames[2]!];
};

test("where she stands and which way she faces make no difference, what she does makes one", () => {
  const still = featuresOf(moment(0));
  expect(apart(still, featuresOf(moment(2)))).toBeLessThan(1e-5);
  const elsewhere = moment(0).map(({ body, root }) => ({ body, root: { ...root, x: root.x + 3 } }));
  expect(apart(still, featuresOf(elsewhere))).toBeLessThan(1e-5);
  expect(apart(still, featuresOf(moment(0, 0.3)))).toBeGreaterThan(0.02);
});

test("a mirror gives the same features whichever way it is reckoned", () => {
  const frames = moment(0.4, 0.7);
  const inMirror = frames.map((frame) => mirrored(frame, 0));
  const reckoned = mirroredPlacement(placed(frames[0]!));
  reckoned.forEach((value, at) => {
    expect(value).toBeCloseTo(placed(inMirror[0]!)[at]!, 6);
  });
  expect(apart(featuresOf(inMirror), mirroredFeatures(featuresOf(frames)))).toBeLessThan(1e-5);
  expect(apart(featuresOf(inMirror), featuresOf(frames))).toBeGreaterThan(0.01);
});

test("to the body of an adult and back is where one was", () => {
  const [frame] = sineDance({ seconds: 0.1, scale: 0.7 });
  const placement = placed(frame!);
  const own = lengthsOf(placement).slice();
  toAdult(placement, own);
  const back = fromAdult(placement, own, new Float32Array(BONE_COUNT).fill(1));
  for (const [joint, { x, y, z }] of back.body.entries()) {
    const was = frame!.body[joint]!;
    expect(Math.hypot(x - was.x, y - was.y, z - was.z)).toBeLessThan(1e-5);
  }
  expect(back.root.y).toBeCloseTo(frame!.root.y, 5);
});
