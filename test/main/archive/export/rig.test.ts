import { expect, test } from "vitest";
import { evenly } from "../../../../main/archive/export/even-grid.ts";
import { rigged } from "../../../../main/archive/export/rig.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import type { Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";

const rig = (frames: readonly MotionFrame[]) => rigged(frames, 30, jobContext());

/** Somebody who bows: the trunk gets shorter, and the shoulders narrower, as of one who rounds her back. */
const bowing = (): MotionFrame[] =>
  sineDance({ seconds: 3 }).map(({ body, root }, f) => {
    const bow = 0.5 - 0.5 * Math.cos(f / 10);
    const bent = body.map((point, joint) => {
      if (joint >= J.left_hip) return point;
      const narrower = joint === J.left_shoulder ? -0.01 : joint === J.right_shoulder ? 0.01 : 0;
      return { x: point.x + narrower * bow, y: point.y - 0.06 * bow, z: point.z + 0.1 * bow };
    });
    return { body: bent, root };
  });

test("a back that rounds and shoulders that draw in are danced by bones of one length, to the millimetre", async () => {
  const { joints, moved } = await rig(bowing().map((frame) => frame));
  expect(moved.most).toBeLessThan(0.02);
  expect(moved.mean).toBeLessThan(2e-3);
  const length = (name: string) => {
    const { x, y, z } = joints.find((joint) => joint.name === name)!.offset;
    return Math.hypot(x, y, z);
  };
  expect(length("LeftForeArm")).toBeCloseTo(length("RightForeArm"), 3);
});

test("it stands in a T at rest, its left to the left, looking ahead, and as tall as she is", async () => {
  const { joints } = await rig(sineDance({ seconds: 1 }));
  const at = (name: string): { x: number; y: number; z: number } => {
    const joint = joints.find((one) => one.name === name)!;
    if (joint.parent < 0) return joint.offset;
    const above = at(joints[joint.parent]!.name);
    const { x, y, z } = joint.offset;
    return { x: above.x + x, y: above.y + y, z: above.z + z };
  };
  expect(at("LeftHand").y).toBeCloseTo(at("LeftArm").y, 9);
  expect(at("LeftHand").x).toBeGreaterThan(at("LeftArm").x + 0.3);
  expect(at("RightHand").x).toBeLessThan(-0.3);
  expect(at("LeftToeBase").z).toBeGreaterThan(at("LeftFoot").z + 0.05);
  expect(at("Nose").z).toBeGreaterThan(at("LeftEar").z + 0.05);
  expect(at("Neck").z).toBeCloseTo(0, 9);
  expect(at("LeftEar").y - at("LeftFoot").y).toBeCloseTo(0.69 + 0.82, 1);
});

test("a camera's noise is taken out of the lengths, and it is told by how much joints are moved", async () => {
  const random = seededRandom(5);
  const noisy = sineDance({ seconds: 3 }).map(({ body, root }) => ({
    root,
    body: body.map(({ x, y, z }) => ({
      x: x + 0.04 * (random() - 0.5),
      y: y + 0.04 * (random() - 0.5),
      z: z + 0.04 * (random() - 0.5),
    })),
  }));
  const { moved, hips } = await rig(noisy);
  expect(moved.mean).toBeGreaterThan(2e-3);
  expect(moved.mean).toBeLessThan(0.04);
  expect(hips.every(Number.isFinite)).toBe(true);
});

test("feet stay on the floor where legs are given another length", async () => {
  const stretching = sineDance({ seconds: 2 }).map(({ body, root }, f) => {
    const legs = 1 + 0.1 * Math.sin(f / 5);
    const longer = body.map((point, joint) =>
      joint > J.right_hip ? { ...point, y: point.y * legs } : point,
    );
    return { body: longer, root: { ...root, y: 0.88 * legs } };
  });
  const { hips, moved } = await rig(stretching);
  expect(moved.most).toBeGreaterThan(0.03);
  // Her legs have one length, and she stands: her hips, which rose by 18 cm, are as high in every frame.
  const heights = Array.from({ length: stretching.length }, (_, f) => hips[f * 3 + 1]!);
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.02);
});

test("bodies that are no bodies make numbers all the same", async () => {
  const spot = STANDING.map(() => ({ x: 0, y: 0, z: 0 }));
  const flat = STANDING.map(({ x, y }) => ({ x, y, z: 0 }));
  const over = STANDING.map(({ x, y, z }) => ({ x: y, y: x, z: -z }));
  const root = { x: 0, y: 0.9, z: 0 };
  for (const bodies of [[spot], [STANDING, spot, flat, over, STANDING]]) {
    const { rotations } = await rig(bodies.map((body) => ({ body, root })));
    expect(rotations.every(Number.isFinite)).toBe(true);
  }
});

const poses = (body: Pose["body"], at: readonly number[]) =>
  at.map((t) => ({ t, people: [{ id: 3, image: null, body, root: { x: t, y: 0.9, z: 0 } }] }));

test("frames that are missing are filled in, and long gaps are told", () => {
  const { frames, notes } = evenly(poses(STANDING, [1, 1.1, 1.3001, 3, 3.1]), 3, 10, "a");
  expect(frames.map(({ root }) => root.x)).toHaveLength(22);
  for (const [index, { root }] of frames.entries()) expect(root.x).toBeCloseTo(1 + index / 10, 3);
  expect(notes).toEqual(["not seen from 1.3 to 3.0 s, and goes straight on there"]);
});

test("hands and feet that no frame has are told, and who is never whole, or for days, is refused", () => {
  const handless = STANDING.map((point, joint) => (joint === J.left_index ? null : point));
  const { notes } = evenly(poses(handless, [0, 0.1]), 3, 10, "a");
  expect(notes).toEqual(["left_index are not in it, and go on from their limbs"]);
  const headless = STANDING.map((point, joint) => (joint === J.nose ? null : point));
  expect(() => evenly(poses(headless, [0, 0.1]), 3, 10, "a")).toThrow("a: person 3 is whole in no frame");
  expect(() => evenly(poses(STANDING, [0, 86_000]), 3, 1000, "a")).toThrow(
    "a: 86000001 frames of person 3, expected at most 216000; --seconds takes the end alone",
  );
});
