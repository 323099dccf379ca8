import { expect, test } from "vitest";
import { B } from "../../../../main/motion/bones.ts";
import { goTowards } from "../../../../main/motion/patches/frame-mean.ts";
import { WIDTH } from "../../../../main/motion/patches/phrase-track.ts";

const FOREARM = 3 * B.left_forearm;

/** A frame whose left forearm is so long and points so far up from the side, degrees. */
function forearm(length: number, degrees: number): Float32Array {
  const frame = new Float32Array(WIDTH);
  const angle = (degrees * Math.PI) / 180;
  frame.set([length * Math.cos(angle), length * Math.sin(angle), 0], FOREARM);
  frame[WIDTH - 1] = degrees;
  return frame;
}

const lengthAndAngle = (frame: Float32Array) => {
  const [x, y] = [frame[FOREARM]!, frame[FOREARM + 1]!];
  return [Math.hypot(x, y), (Math.atan2(y, x) * 180) / Math.PI] as const;
};

test("a bone turns on its way to another, evenly, and keeps its length; all else goes straight", () => {
  for (const share of [0.1, 0.25, 0.5, 0.9]) {
    const frame = forearm(0.2, 0);
    goTowards(frame, 0, forearm(0.3, 150), 0, share);
    const [length, angle] = lengthAndAngle(frame);
    expect(length).toBeCloseTo(0.2 + 0.1 * share, 5);
    expect(angle).toBeCloseTo(150 * share, 3);
    expect(frame[WIDTH - 1]).toBeCloseTo(150 * share, 3);
  }
});

test("a mean of several is what it is of two, however often each comes", () => {
  const mean = new Float32Array(WIDTH);
  const weights = [1, 2, 3, 2, 2];
  const angles = [20, 20, 20, 120, 120];
  let sum = 0;
  weights.forEach((weight, n) => {
    sum += weight;
    goTowards(mean, 0, forearm(0.2, angles[n]!), 0, weight / sum);
  });
  const [length, angle] = lengthAndAngle(mean);
  expect(length).toBeCloseTo(0.2, 5);
  expect(angle).toBeCloseTo(60, 3);
});

test("opposite bones, and such as have no length, give a bone all the same", () => {
  const frame = forearm(0.2, 0);
  goTowards(frame, 0, forearm(0.2, 180), 0, 0.4);
  expect(lengthAndAngle(frame)[0]).toBeCloseTo(0.2, 5);
  const none = new Float32Array(WIDTH);
  goTowards(none, 0, forearm(0.2, 90), 0, 0.5);
  expect(lengthAndAngle(none)[0]).toBeCloseTo(0.1, 5);
});
