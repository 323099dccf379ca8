import { expect, test } from "vitest";
import type { BvhJoint } from "../../../../../main/archive/import/bvh/parse.ts";
import { peopleIn } from "../../../../../main/archive/import/bvh/skeletons.ts";
import { SourceError } from "../../../../../main/system/errors.ts";

/** Joints, each with its children behind it: "a(b c)" are b and c below a. All are as far apart. */
function hierarchy(text: string): readonly BvhJoint[] {
  const joints: BvhJoint[] = [];
  const above: number[] = [];
  for (const [token] of text.matchAll(/[^\s()]+|[()]/g)) {
    if (token === "(") above.push(joints.length - 1);
    else if (token === ")") above.pop();
    else {
      const name = token.replace("_end", " end");
      joints.push({
        name,
        parent: above.at(-1) ?? -1,
        offset: [1, 0, 0],
        channels: [],
        column: joints.length,
      });
    }
  }
  return joints;
}

const side = (own: string, leg: string, arm: string) =>
  `${own}UpLeg(${own}Leg(${own}Foot(${leg}))) ${own}Arm(${own}ForeArm(${own}Hand(${arm})))`;
const body = (leg: (side: string) => string, arm: (side: string) => string) =>
  `Hips(Head ${side("Left", leg("Left"), arm("Left"))} ${side("Right", leg("Right"), arm("Right"))})`;

function found(text: string) {
  const joints = hierarchy(text);
  const [person] = peopleIn(joints, "x.bvh").people;
  return (placed: keyof NonNullable<typeof person>) => {
    const joint = person![placed];
    return joint === null ? null : joints[joint]!.name;
  };
}

test("the finger's knuckle and the tip of the toes are taken where the skeleton has them", () => {
  const at = found(
    body(
      (own) => `${own}ToeBase(${own}ToeBase_end)`,
      (own) => `${own}HandThumb1 ${own}HandIndex1 ${own}HandMiddle1`,
    ),
  );
  expect(at("left_index")).toBe("LeftHandIndex1");
  expect(at("right_foot_index")).toBe("RightToeBase end");
});

test("where it has none, the end of hand and foot must do; where there is no end, it is known to be missing", () => {
  const ended = found(
    body(
      (own) => `${own}Foot_end`,
      (own) => `${own}Hand_end`,
    ),
  );
  expect(ended("left_index")).toBe("LeftHand end");
  expect(ended("right_foot_index")).toBe("RightFoot end");
  const bare = found(
    body(
      () => "",
      () => "",
    ),
  );
  expect(bare("left_index")).toBeNull();
  expect(bare("right_foot_index")).toBeNull();
});

test("what hangs beside a body under the names of its limbs, as the helpers of an animator do, is not taken", () => {
  const limbs = body(
    () => "",
    () => "",
  );
  const at = found(`root(ik_LeftFoot ik_RightFoot ik_LeftHand ik_RightHand ${limbs})`);
  expect(at("left_ankle")).toBe("LeftFoot");
  expect(at("right_wrist")).toBe("RightHand");
});

test("the head is the last joint of a spine that is numbered on above the arms, as a rig of Blender's is", () => {
  const arms = (own: string) => `shoulder.${own}(upper_arm.${own}(forearm.${own}(hand.${own})))`;
  const legs = (own: string) => `thigh.${own}(shin.${own}(foot.${own}(toe.${own})))`;
  const rig = (top: string) =>
    `spine(spine.001(spine.003(${top} ${arms("L")} ${arms("R")})) ${legs("L")} ${legs("R")})`;
  const at = found(rig("spine.004(spine.005(spine.006(face(nose jaw))))"));
  expect(at("head")).toBe("spine.006");
  expect(at("left_shoulder")).toBe("upper_arm.L");
  // A spine that ends where the arms begin has no head.
  expect(() => found(rig(""))).toThrow(/x\.bvh: no head below spine,/);
});

const ENDLESS = body(
  () => "",
  () => "",
);

test("a skeleton without arms is refused with the names of what it lacks, and what to do", () => {
  const armless = () =>
    peopleIn(hierarchy("Hips(Head LeftUpLeg(LeftLeg(LeftFoot)) RightUpLeg(RightLeg(RightFoot)))"), "x.bvh");
  expect(armless).toThrow(SourceError);
  expect(armless).toThrow(
    "x.bvh: no left_shoulder, left_elbow, left_wrist, right_shoulder, right_elbow, right_wrist below Hips, and no joint there that could be; expected head, arms and legs: export the whole skeleton",
  );
});

test("for a leg that is called as nobody does only joints are suggested that carry no arm and hang below none", () => {
  const text = ENDLESS.replace("RightUpLeg(RightLeg(RightFoot()))", "RightHip2x(RightKneex(RightAnkl))")
    .replace("RightArm(", "RightShoulderblade(RightArm(")
    .replace("RightHand()", "RightHand(RightAnklet)")
    .concat(")");
  expect(() => peopleIn(hierarchy(text), "x.bvh")).toThrow(
    'such as {"right_hip": "RightHip2x", "right_knee": "RightKneex", "right_ankle": "RightAnkl"}, and give it with --map',
  );
});

test("a leg that is missing altogether is no collar bone, and no map that could be written", () => {
  const text = ENDLESS.replace("RightUpLeg(RightLeg(RightFoot()))", "")
    .replace("RightArm(", "RightCollar(RightArm(")
    .concat(")");
  expect(() => peopleIn(hierarchy(text), "x.bvh")).toThrow(
    "x.bvh: no right_hip, right_knee, right_ankle below Hips, and no joint there that could be; expected head, arms and legs: export the whole skeleton",
  );
});
