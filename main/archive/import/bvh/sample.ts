import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { mixPoints, subtract, type Vector } from "../../../motion/vectors.ts";
import { pointAt } from "./basis.ts";

/** In one frame, where a joint of `stage-19` is. */
export type At = (joint: number) => Vector;

/** @param sample frames x 19 x 3 */
export const framesOf = (sample: Float64Array): readonly At[] =>
  Array.from(
    { length: sample.length / (JOINT_COUNT * 3) },
    (_, f) => (joint) => pointAt(sample, f * JOINT_COUNT + joint),
  );

export const hipsOf = (at: At): Vector => mixPoints(at(J.left_hip), at(J.right_hip), 0.5);

/** From the hips to the shoulders. */
export const trunkOf = (at: At): Vector =>
  subtract(mixPoints(at(J.left_shoulder), at(J.right_shoulder), 0.5), hipsOf(at));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
