import { expect, test } from "vitest";
import type { BvhJoint } from "../../../../../main/archive/import/bvh/parse.ts";
import { recognise } from "../../../../../main/archive/import/bvh/skeletons.ts";
import { SourceError } from "../../../../../main/system/errors.ts";

const joints = (...names: readonly string[]): readonly BvhJoint[] =>
  names.map((name, column) => ({ name, parent: column - 1, offset: [0, 0, 0], channels: [], column }));

const sides = (...parts: readonly string[]) => parts.flatMap((part) => [`Left${part}`, `Right${part}`]);
const BODY = ["Hips", "Head", ...sides("Arm", "ForeArm", "Hand", "UpLeg", "Leg", "Foot")];

test("the finger's knuckle and the tip of the toes are taken where the skeleton has them", () => {
  const names = [...BODY, ...sides("HandIndex1", "ToeBase", "Hand end", "Foot end")];
  const map = recognise(joints(...names), "x.bvh");
  expect(names[map.left_index]).toBe("LeftHandIndex1");
  expect(names[map.right_foot_index]).toBe("RightToeBase");
});

test("where it has none, the end of hand and foot must do", () => {
  const names = [...BODY, ...sides("Hand end", "Foot end")];
  const map = recognise(joints(...names), "x.bvh");
  expect(names[map.left_index]).toBe("LeftHand end");
  expect(names[map.right_foot_index]).toBe("RightFoot end");
});

test("a skeleton that lacks a joint, or calls them otherwise, is refused with the names it has", () => {
  const handless = () => recognise(joints(...BODY, ...sides("Hand end")), "x.bvh");
  expect(handless).toThrow(SourceError);
  expect(handless).toThrow(
    "x.bvh: joints called Hips, Head, LeftArm, RightArm, LeftForeArm, RightForeArm ...",
  );
});
