import { expect, test } from "vitest";
import { bridge, limbsOf, repairHead } from "../../../../../main/archive/import/bvh/bridge.ts";
import { canBridge, findFaults } from "../../../../../main/archive/import/bvh/faults.ts";
import { jointMotionOf } from "../../../../../main/archive/import/bvh/kinematics.ts";
import { parseBvh } from "../../../../../main/archive/import/bvh/parse.ts";
import { peopleIn } from "../../../../../main/archive/import/bvh/skeletons.ts";
import { Stage19Retargeter } from "../../../../../main/archive/import/bvh/stage-19.ts";
import { STATURE } from "../../../../../main/archive/import/bvh/stature.ts";
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
  const map = peopleIn(bvh.joints, "x.bvh").people[0]!;
  const stage = new Stage19Retargeter(motion, map, "x.bvh");
  stage.settle("y", STATURE / stage.stature);
  const track = new Float64Array(frames.length * WIDTH);
  const place = () => {
    for (let f = 0; f < frames.length; f++) stage.place(f, track, f * WIDTH);
  };
  place();
  return {
    track,
    motion,
    limbs: limbsOf(motion.parents, map),
    place,
    floor: track[J.left_foot_index * 3 + 1]!,
  };
}

const point = (track: Float64Array, frame: number, joint: number) =>
  [0, 1, 2].map((k) => track[frame * WIDTH + joint * 3 + k]!);
const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, k) => v - b[k]!));

test("a dance without faults has none", () => {
  const { track, floor } = dance(() => null);
  expect(findFaults(track, FPS, floor)).toEqual([]);
});

test("a spike of one frame is found with its neighbours, and interpolated with every bone as long as before", () => {
  const { track, motion, limbs, place, floor } = dance((f) =>
    f === 60 ? { turned: { LeftArm: [-170, 0, 0] } } : null,
  );
  const faults = findFaults(track, FPS, floor);
  expect(faults).toHaveLength(1);
  const [fault] = faults;
  expect(fault!.from).toBeLessThan(60);
  expect(fault!.to).toBeGreaterThan(60);
  expect(canBridge(track, FPS, fault!)).toBe(true);
  bridge(motion, fault!, limbs);
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

test("only the limb that is wrong is interpolated where the fault is long: the rest dances on", () => {
  const flips = (f: number) => (f >= 50 && f < 66 && f % 4 < 2 ? 90 : 0);
  const nod = (f: number) => 30 * Math.sin(f / 5);
  const { track, motion, limbs, place, floor } = dance((f) => ({
    turned: { RightArm: [flips(f), 0, 0], Head: [0, nod(f), 0] },
  }));
  const [fault, ...more] = findFaults(track, FPS, floor);
  expect(more).toEqual([]);
  expect(fault!.limbs).toEqual(new Set(["right_arm"]));
  expect(canBridge(track, FPS, fault!)).toBe(true);
  const nose = point(track, 58, J.nose);
  bridge(motion, fault!, limbs);
  place();
  expect(point(track, 58, J.nose)).toEqual(nose);
  const clean = dance((f) => ({ turned: { Head: [0, nod(f), 0] } })).track;
  expect(apart(point(track, 58, J.right_wrist), point(clean, 58, J.right_wrist))).toBeLessThan(0.02);
});

/** A leap of 1.2 m forwards and upwards at 5.5 m/s, by its parabola; she stands before and after. */
function leap(f: number): BvhFrame {
  const [start, seconds] = [40, 0.7];
  const t = Math.min(seconds, Math.max(0, (f - start) / FPS));
  return { at: [0, 90 + 100 * ((9.81 * seconds) / 2) * t - 100 * (9.81 / 2) * t ** 2, 430 * t] };
}

test("a leap is no fault, however fast: it goes smoothly, along its parabola", () => {
  // In the air and around it, she runs up and out at the speed of the leap.
  const runs = (f: number): BvhFrame => {
    const { at: [, y] = [0, 90, 0] } = leap(f);
    return { at: [0, y, (430 * f) / FPS] };
  };
  const { track, floor } = dance(runs);
  const speeds = Array.from({ length: 119 }, (_, f) =>
    apart(point(track, f, J.left_hip), point(track, f + 1, J.left_hip)),
  );
  expect(Math.max(...speeds) * FPS).toBeGreaterThan(5);
  expect(findFaults(track, FPS, floor)).toEqual([]);
});

test("a spike in the air is bridged along the parabola", () => {
  const runs = (f: number): BvhFrame => ({ at: [f === 62 ? 60 : 0, leap(f).at![1], (430 * f) / FPS] });
  const { track, motion, limbs, place, floor } = dance(runs);
  const [fault] = findFaults(track, FPS, floor);
  expect(canBridge(track, FPS, fault!)).toBe(true);
  bridge(motion, fault!, limbs);
  place();
  const clean = dance((f) => ({ ...runs(f), at: [0, runs(f).at![1], runs(f).at![2]] })).track;
  for (let f = fault!.from; f <= fault!.to; f++)
    expect(apart(point(track, f, J.left_hip), point(clean, f, J.left_hip))).toBeLessThan(0.03);
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
  expect(repairHead(motion, head, true)).toBeCloseTo(30 / 120);
  place();
  const [nose, aside] = [point(track, 100, J.nose), point(track, 80, J.nose)];
  expect(nose[0]).toBeCloseTo(0);
  expect(nose[1]).toBeGreaterThan(track[100 * WIDTH + J.left_shoulder * 3 + 1]!);
  expect(aside[0]).toBeGreaterThan(0.05);
});

test("a head that hangs upside down in every frame of a skeleton that stands at rest is wrong in all of them", () => {
  const { motion } = dance(() => ({ turned: { Head: [170, 0, 0] } }));
  expect(repairHead(motion, 2, true)).toBe(1);
});

test("where the zero pose is nobody, the head is right as it mostly is", () => {
  const { motion } = dance((f) => ({ turned: { Head: f < 110 ? [170, 0, 0] : [0, 0, 0] } }));
  expect(repairHead(motion, 2, false)).toBeCloseTo(10 / 120);
});
