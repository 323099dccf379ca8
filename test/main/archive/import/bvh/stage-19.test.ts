import { expect, test } from "vitest";
import { jointMotionOf } from "../../../../../main/archive/import/bvh/kinematics.ts";
import { parseBvh } from "../../../../../main/archive/import/bvh/parse.ts";
import { peopleIn } from "../../../../../main/archive/import/bvh/skeletons.ts";
import { Stage19Retargeter } from "../../../../../main/archive/import/bvh/stage-19.ts";
import { STATURE } from "../../../../../main/archive/import/bvh/stature.ts";
import { SourceError } from "../../../../../main/system/errors.ts";
import { JOINT_COUNT, JOINTS, type JointName } from "../../../../../shared/skeleton.ts";
import { type BvhFrame, bvhText } from "../../../../support/bvh.ts";

function placed(frame: BvhFrame, rename?: (name: string) => string) {
  const bvh = parseBvh(bvhText([frame], 30, rename), "x.bvh");
  const out = new Float64Array(JOINT_COUNT * 3);
  const stage = new Stage19Retargeter(jointMotionOf(bvh), peopleIn(bvh.joints, "x.bvh").people[0]!, "x.bvh");
  stage.settle("y", STATURE / stage.stature);
  stage.place(0, out, 0);
  return (name: JointName) => {
    const joint = JOINTS.indexOf(name) * 3;
    return { x: out[joint]!, y: out[joint + 1]!, z: out[joint + 2]! };
  };
}

test("somebody who faces the camera has her left on the camera's right, her nose ahead and her toes too", () => {
  const at = placed({});
  for (const part of ["ear", "shoulder", "elbow", "wrist", "index", "hip", "knee", "ankle"] as const) {
    expect(at(`left_${part}`).x).toBeGreaterThan(0.05);
    expect(at(`right_${part}`).x).toBeCloseTo(-at(`left_${part}`).x);
  }
  expect(at("nose").z).toBeGreaterThan(at("left_ear").z + 0.08);
  expect(at("nose").y).toBeLessThan(at("left_ear").y);
  expect(at("left_foot_index").z).toBeGreaterThan(at("left_ankle").z + 0.1);
});

test("everybody is made 1.7 m tall", () => {
  const at = placed({});
  // The nose stands at 0.92 to 0.94 of stature over the sole.
  const nose = at("nose").y - at("left_foot_index").y;
  expect(nose / 1.7).toBeGreaterThan(0.88);
  expect(nose / 1.7).toBeLessThan(0.94);
});

test("the face turns with the head", () => {
  // Looking to her left: about y by 90 degrees, z goes to x.
  const at = placed({ turned: { Head: [0, 0, 90] } });
  expect(at("nose").x).toBeCloseTo(placed({})("nose").z);
  expect(at("left_ear").z).toBeCloseTo(-placed({})("left_ear").x);
});

test.each<[string, (name: string) => string]>([
  ["Mixamo", (name) => `mixamorig:${name}`],
  ["CMU for Daz", daz],
  ["anatomical names", anatomical],
])("%s are understood", (_, rename) => {
  const [own, other] = [placed({}), placed({}, rename)];
  for (const name of JOINTS) expect(other(name)).toEqual(own(name));
});

test("bones without length are no body", () => {
  const text = bvhText([{}], 30).replaceAll(/OFFSET .*/g, "OFFSET 0 0 0");
  const bvh = parseBvh(text, "x.bvh");
  const stage = () =>
    new Stage19Retargeter(jointMotionOf(bvh), peopleIn(bvh.joints, "x.bvh").people[0]!, "x.bvh");
  expect(stage).toThrow(SourceError);
  expect(stage).toThrow("x.bvh: its bones have no length, expected a body");
});

function daz(name: string): string {
  const parts: Record<string, string> = {
    ...{ Arm: "Shldr", ForeArm: "ForeArm", Hand: "Hand", UpLeg: "Thigh", Leg: "Shin", Foot: "Foot" },
  };
  const [, side, part] = /^(Left|Right)(.+)$/.exec(name) ?? [];
  if (side === undefined) return name.toLowerCase();
  return side[0]!.toLowerCase() + parts[part!]!;
}

function anatomical(name: string): string {
  const parts: Record<string, string> = {
    ...{ Arm: "Shoulder", ForeArm: "Elbow", Hand: "Wrist", UpLeg: "Hip", Leg: "Knee", Foot: "Ankle" },
  };
  return name.replace(/^(Left|Right)(.+)$/, (_, side: string, part: string) => side + parts[part]!);
}
