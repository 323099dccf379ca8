import { expect, test } from "vitest";
import { bridge, canBridge, findFaults, repairHead } from "../../../../../main/archive/import/bvh/faults.ts";
import { jointMotionOf } from "../../../../../main/archive/import/bvh/kinematics.ts";
import { parseBvh } from "../../../../../main/archive/import/bvh/parse.ts";
import { recognise } from "../../../../../main/archive/import/bvh/skeletons.ts";
import { Stage19Retargeter } from "../../../../../main/archive/import/bvh/stage-19.ts";
import { J, JOINT_COUNT } from "../../../../../shared/skeleton.ts";
import { type BvhFrame, bvhText } from "../../../../support/bvh.ts";

const FPS = 60;
const WIDTH = JOINT_COUNT * 3;

/** A dancer who slowly swings her left arm, with `odd` frames in between. */
function dance(odd: (frame: number) => BvhFrame | null) {
  const frames = Array.from({ length: 120 }, (_, f) => {
    const swing = 40 * Math.sin(f / 20);
    const { at = [0, 90, 0] as const, turned = {} } = odd(f) ?? {};
    return { at, turned: { LeftArm: [swing, 0, 0] as const, ...turned } };
  });
  const bvh = parseBvh(bvhText(frames, FPS), "x.bvh");
  const motion = jointMotionOf(bvh);
  const stage = new Stage19Retargeter(bvh, motion, recognise(bvh.joints, "x.bvh"), "x.bvh");
  const track = new Float64Array(frames.length * WIDTH);
  const place = () => {
    for (let f = 0; f < frames.length; f++) stage.place(f, track, f * WIDTH);
  };
  place();
  return { track, motion, place, floor: track[J.left_foot_index * 3 + 1]! };
}

const point = (track: Float64Array, frame: number, joint: number) =>
  [0, 1, 2].map((k) => track[frame * WIDTH + joint * 3 + k]!);
const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, k) => v - b[k]!));

test("a dance without faults has none", () => {
  const { track, floor } = dance(() => null);
  expect(findFaults(track, FPS, floor)).toEqual([]);
});

test("a spike of one frame is found with its neighbours, and interpolated with every bone as long as before", () => {
  const { track, motion, place, floor } = dance((f) =>
    f === 60 ? { turned: { LeftArm: [-170, 0, 0] } } : null,
  );
  const faults = findFaults(track, FPS, floor);
  expect(faults).toHaveLength(1);
  const [fault] = faults;
  expect(fault!.from).toBeLessThan(60);
  expect(fault!.to).toBeGreaterThan(60);
  expect(canBridge(track, FPS, fault!)).toBe(true);
  bridge(motion, fault!);
  place();
  expect(findFaults(track, FPS, floor)).toEqual([]);
  const clean = dance(() => null).track;
  for (let f = 0; f < 120; f++) {
    const elbow = point(track, f, J.left_elbow);
    expect(apart(elbow, point(clean, f, J.left_elbow))).toBeLessThan(0.02);
    expect(apart(elbow, point(track, f, J.left_wrist))).toBeCloseTo(
      apart(point(clean, 0, J.left_elbow), point(clean, 0, J.left_wrist)),
      6,
    );
  }
});

test("the jump from a T-pose at the start cannot be bridged", () => {
  const { track, floor } = dance((f) =>
    f === 0 ? { at: [0, 90, 0], turned: { LeftArm: [80, 0, 0], Hips: [0, 0, 90] } } : null,
  );
  const [fault] = findFaults(track, FPS, floor);
  expect(fault?.from).toBe(0);
  expect(canBridge(track, FPS, fault!)).toBe(false);
});

test("a body that is somewhere else afterwards is not bridged", () => {
  const { track, floor } = dance((f) => (f >= 60 ? { at: [150, 90, 0] } : null));
  const [fault] = findFaults(track, FPS, floor);
  expect(canBridge(track, FPS, fault!)).toBe(false);
});

test("a fault that lasts is not bridged", () => {
  const { track, floor } = dance((f) =>
    f > 50 && f < 80 && f % 2 === 0 ? { turned: { RightArm: [90, 0, 0] } } : null,
  );
  const faults = findFaults(track, FPS, floor);
  expect(faults).toHaveLength(1);
  expect(canBridge(track, FPS, faults[0]!)).toBe(false);
});

test("feet deep in the floor are a fault", () => {
  const { track, floor } = dance((f) => ({ at: [0, 90 - 20 * Math.exp(-(((f - 60) / 10) ** 2)), 0] }));
  const [fault] = findFaults(track, FPS, floor);
  expect(fault?.from).toBeGreaterThan(40);
  expect(fault?.to).toBeLessThan(80);
});

test("a head that hangs upside down follows the neck again; one that looks aside is left alone", () => {
  const { motion, track, place } = dance((f) => ({ turned: { Head: f < 90 ? [0, 0, 60] : [170, 0, 60] } }));
  const head = 2;
  expect(repairHead(motion, head)).toBeCloseTo(30 / 120);
  place();
  const [nose, aside] = [point(track, 100, J.nose), point(track, 80, J.nose)];
  expect(nose[0]).toBeCloseTo(0);
  expect(nose[1]).toBeGreaterThan(track[100 * WIDTH + J.left_shoulder * 3 + 1]!);
  expect(aside[0]).toBeGreaterThan(0.05);
});
