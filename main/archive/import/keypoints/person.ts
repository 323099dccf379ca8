import { BLAZEPOSE_33, J, JOINTS } from "../../../../shared/skeleton.ts";
import { norm, type Vector } from "../../../motion/vectors.ts";
import { TakeFault } from "../../take.ts";

/** A keypoint as a file has it, in the file's own unit and axes. */
export interface Keypoint {
  readonly x: number;
  readonly y: number;
  /** null in a picture. */
  readonly z: number | null;
  /** 0..1; 1 where the file does not say. */
  readonly score: number;
  readonly name: string;
}

/** Somebody in one frame of a file: 19 joints in `stage-19` order, null where unknown. */
export interface FoundPerson {
  /** null where the file does not tell people apart. */
  readonly id: number | null;
  /** In the file's own unit: pixels, or shares of the picture. */
  readonly image: readonly (Keypoint | null)[] | null;
  /** In unit, axes and origin of the file's own. */
  readonly body: readonly (Vector | null)[] | null;
}

/** Keypoints that a detector trusts less are not known: 0 is what it gives for those that it lacks. */
const LEAST_SCORE = 0.1;
/** Metres. What is that near to the origin is the middle of somebody's hips, and no place in a picture. */
export const AT_ORIGIN = 0.05;

const NONE = -1;
/** For each joint of `stage-19`, its index among the keypoints of COCO. */
const COCO_17 = [0, 3, 4, 5, 6, 7, 8, 9, 10, NONE, NONE, 11, 12, 13, 14, 15, 16, NONE, NONE];
/** Of OpenPose's COCO model, which has a neck, and of its BODY_25 model, which has feet: both begin on the right. */
const OPENPOSE_18 = [0, 17, 16, 5, 2, 6, 3, 7, 4, NONE, NONE, 11, 8, 12, 9, 13, 10, NONE, NONE];
const BODY_25 = [0, 18, 17, 5, 2, 6, 3, 7, 4, NONE, NONE, 12, 9, 13, 10, 14, 11, 19, 22];

/** By how many keypoints there are. */
const LAYOUTS: ReadonlyMap<number, readonly number[]> = new Map([
  [17, COCO_17],
  [18, OPENPOSE_18],
  [25, BODY_25],
  [33, BLAZEPOSE_33],
]);

export const isLayout = (count: number): boolean => LAYOUTS.has(count);

/** The keypoints of one person as the joints of `stage-19`: by their names, where they have those. @throws TakeFault */
export function stage19Of(keypoints: readonly (Keypoint | null)[]): readonly (Keypoint | null)[] {
  const named = new Map(keypoints.map((point) => [inSnakeCase(point?.name ?? ""), point]));
  const layout = LAYOUTS.get(keypoints.length);
  const joints = named.has("left_hip")
    ? JOINTS.map((name) => named.get(name) ?? null)
    : layout?.map((index) => keypoints[index] ?? null);
  if (joints) return joints.map((point) => (point && isKnown(point) ? point : null));
  throw new TakeFault(
    `a person of ${keypoints.length} keypoints, expected 17 (COCO), 18 or 25 (OpenPose) or 33 (BlazePose)`,
  );
}

/** Somebody whose keypoints may be places in a picture or, around the middle of her hips, of a body. @throws TakeFault */
export function personOf(keypoints: readonly (Keypoint | null)[], id: number | null): FoundPerson {
  const joints = stage19Of(keypoints);
  const [left, right] = [joints[J.left_hip], joints[J.right_hip]];
  const isAround = left && right && left.z !== null && right.z !== null;
  const middle = isAround ? norm({ x: left.x + right.x, y: left.y + right.y, z: left.z! + right.z! }) / 2 : 1;
  return middle < AT_ORIGIN ? { id, image: null, body: inSpace(joints) } : { id, image: joints, body: null };
}

/** Joints with all three coordinates; those without are not known. */
export function inSpace(joints: readonly (Keypoint | null)[]): readonly (Vector | null)[] {
  return joints.map((point) => (point && point.z !== null ? { x: point.x, y: point.y, z: point.z } : null));
}

/** "leftHip" and "LEFT_HIP" as "left_hip". */
const inSnakeCase = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

/** Whether a keypoint is trusted: at noughts are those that a detector lacks, also where it gives no scores. */
export const isKnown = ({ x, y, z, score }: Keypoint): boolean =>
  score >= LEAST_SCORE && Number.isFinite(x + y + (z ?? 0)) && (x !== 0 || y !== 0 || (z ?? 0) !== 0);
