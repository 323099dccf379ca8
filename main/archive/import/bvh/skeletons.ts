import type { JointName } from "../../../../shared/skeleton.ts";
import { SourceError } from "../../../system/errors.ts";
import type { BvhJoint } from "./parse.ts";

/** The joints that are placed straight from the skeleton; nose and ears are placed from the head. */
type Placed = Exclude<JointName, "nose" | "left_ear" | "right_ear"> | "head";

/** For each joint of `stage-19` its names in a BVH skeleton, best first. */
export type SkeletonNames = Readonly<Record<Placed, readonly string[]>>;

type Half = Placed extends infer Name ? (Name extends `left_${infer Part}` ? Part : never) : never;

/** Both sides from the names of one, where % stands for the side. */
function symmetric(
  head: string,
  left: string,
  right: string,
  half: Record<Half, readonly string[]>,
): SkeletonNames {
  const names: Record<string, readonly string[]> = { head: [head] };
  for (const [part, patterns] of Object.entries(half)) {
    names[`left_${part}`] = patterns.map((pattern) => pattern.replace("%", left));
    names[`right_${part}`] = patterns.map((pattern) => pattern.replace("%", right));
  }
  return names as SkeletonNames;
}

/**
 * The naming conventions that are recognised. BlazePose's "index" is the knuckle of the index finger and its "foot
 * index" the tip of the foot; of a skeleton without them the end effectors of hand and foot are taken.
 */
export const SKELETONS: Readonly<Record<string, SkeletonNames>> = {
  /** CMU's Daz-friendly conversion: hip, lThigh, lShin. */
  daz: symmetric("head", "l", "r", {
    shoulder: ["%Shldr"],
    elbow: ["%ForeArm"],
    wrist: ["%Hand"],
    index: ["%Index1", "%Hand end"],
    hip: ["%Thigh"],
    knee: ["%Shin"],
    ankle: ["%Foot"],
    foot_index: ["%Toe", "%Foot end"],
  }),
  /** Mixamo, CMU's MotionBuilder-friendly conversion, Perception Neuron, Rokoko: Hips, LeftUpLeg, LeftLeg. */
  motionbuilder: symmetric("Head", "Left", "Right", {
    shoulder: ["%Arm"],
    elbow: ["%ForeArm"],
    wrist: ["%Hand"],
    index: ["%HandIndex1", "%HandIndex", "%Hand end"],
    hip: ["%UpLeg"],
    knee: ["%Leg"],
    ankle: ["%Foot"],
    foot_index: ["%Toe_End", "%ToeBase end", "%ToeBase", "%Toe", "%Foot end"],
  }),
  /** Skeletons named after the anatomy: LeftHip, LeftKnee, LeftAnkle. */
  anatomical: symmetric("Head", "Left", "Right", {
    shoulder: ["%Shoulder"],
    elbow: ["%Elbow"],
    wrist: ["%Wrist"],
    index: ["%Wrist end"],
    hip: ["%Hip"],
    knee: ["%Knee"],
    ankle: ["%Ankle"],
    foot_index: ["%Toe end", "%Toe", "%Ankle end"],
  }),
};

/** Index in the skeleton of each placed joint. */
export type SkeletonMap = Readonly<Record<Placed, number>>;

/**
 * Finds the naming convention that has every joint. Prefixes such as "mixamorig:" do not count.
 * @throws SourceError when none does.
 */
export function recognise(joints: readonly BvhJoint[], file: string): SkeletonMap {
  const index = new Map(joints.map((joint, i) => [joint.name.replace(/^.*:/, ""), i]));
  for (const names of Object.values(SKELETONS)) {
    const found = Object.entries(names).map(
      ([placed, candidates]) =>
        [placed, candidates.map((name) => index.get(name)).find(Number.isInteger)] as const,
    );
    if (found.every(([, i]) => i !== undefined)) return Object.fromEntries(found) as SkeletonMap;
  }
  const some = joints.slice(0, 6).map((joint) => joint.name);
  throw new SourceError(
    `${file}: joints called ${some.join(", ")} ..., expected the names of CMU, Mixamo or Perception Neuron`,
  );
}
