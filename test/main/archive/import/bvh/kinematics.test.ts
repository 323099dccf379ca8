import { expect, test } from "vitest";
import { jointMotionOf, PosedSkeleton } from "../../../../../main/archive/import/bvh/kinematics.ts";
import { parseBvh } from "../../../../../main/archive/import/bvh/parse.ts";
import { type BvhFrame, bvhText } from "../../../../support/bvh.ts";

function posed(frame: BvhFrame) {
  const bvh = parseBvh(bvhText([{}, frame], 30), "x.bvh");
  const skeleton = new PosedSkeleton(jointMotionOf(bvh));
  skeleton.pose(1);
  return (name: string) => {
    const joint = bvh.joints.findIndex((one) => one.name === name);
    return [...skeleton.positions.slice(joint * 3, joint * 3 + 3)];
  };
}

function expectAt(found: readonly number[], expected: readonly number[]): void {
  for (const k of [0, 1, 2]) expect(found[k]).toBeCloseTo(expected[k]!, 6);
}

test("at rest every joint is at the sum of its offsets, from where the hips are", () => {
  const at = posed({ at: [5, 90, -7] });
  expectAt(at("Hips"), [5, 90, -7]);
  expectAt(at("LeftHand"), [5 + 18 + 28 + 25, 90 + 50, -7]);
  expectAt(at("RightFoot end"), [5 - 10, 90 - 2 - 42 - 40 - 6, -7 + 14]);
});

test("a joint carries what hangs on it: an elbow bent by 90 degrees about y swings the hand back", () => {
  // y turns x towards -z.
  const at = posed({ turned: { LeftForeArm: [0, 0, 90] } });
  expectAt(at("LeftForeArm"), [46, 140, 0]);
  expectAt(at("LeftHand"), [46, 140, -25]);
});

test("rotations apply in the order of the channels: Z first, then X about the turned axis", () => {
  // R = Rz(90) Rx(90): the forearm's own x axis points up after Z, and X leaves it there.
  expectAt(posed({ turned: { LeftForeArm: [90, 90, 0] } })("LeftHand"), [46, 165, 0]);
  // R = Rz(90) Rx(90) Ry(90): y takes x to -z, x takes that to y, z takes that to -x.
  expectAt(posed({ turned: { LeftForeArm: [90, 90, 90] } })("LeftHand"), [46 - 25, 140, 0]);
});

test("a turned root turns the whole body", () => {
  const at = posed({ at: [0, 90, 0], turned: { Hips: [0, 0, 90] } });
  expectAt(at("LeftHand"), [0, 140, -71]);
  expectAt(at("LeftFoot end"), [14, 0, -10]);
});

test("neighbours in time lie on the same side, so that they can be mixed", () => {
  const frames = Array.from({ length: 40 }, (_, f) => ({ turned: { Spine: [0, 0, f * 20] as const } }));
  const bvh = parseBvh(bvhText(frames, 30), "x.bvh");
  const { rotations } = jointMotionOf(bvh);
  for (let f = 1; f < frames.length; f++) {
    const at = (f * bvh.joints.length + 1) * 4;
    const dot = [0, 1, 2, 3].reduce(
      (sum, k) => sum + rotations[at + k]! * rotations[at - bvh.joints.length * 4 + k]!,
      0,
    );
    expect(dot).toBeCloseTo(Math.cos((10 * Math.PI) / 180));
  }
});
