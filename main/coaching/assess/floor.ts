import { J } from "../../../shared/skeleton.ts";
import { pointAt, type SmoothMotion } from "./smooth-dance.ts";

/** Metres over the floor of a joint whose part of the body lies or stands on it; others do not carry anybody. */
const LIES: ReadonlyMap<number, number> = new Map([
  ...[J.left_foot_index, J.right_foot_index].map((joint) => [joint, 0] as const),
  ...[J.left_ankle, J.right_ankle].map((joint) => [joint, 0.07] as const),
  ...[J.left_knee, J.right_knee].map((joint) => [joint, 0.06] as const),
  ...[J.left_hip, J.right_hip].map((joint) => [joint, 0.12] as const),
  ...[J.left_wrist, J.right_wrist, J.left_elbow, J.right_elbow].map((joint) => [joint, 0.04] as const),
]);
/** Metres above what is lowest: what is nearer rests on the floor as well. */
const RESTS = 0.06;

export interface Floor {
  /** Height of the floor, metres. */
  readonly y: number;
  /** The joints that rest on it, at least one. */
  readonly joints: readonly number[];
}

/**
 * The floor in one frame is below whatever of her is lowest: a camera is seldom level, and a recorded take has the lower foot
 * at a height of 0 in each frame, so that a floor that stays would be another one in it. Who jumps takes it along.
 */
export function floorAt({ places }: SmoothMotion, frame: number): Floor {
  const heights = [...LIES].map(
    ([joint, height]) => [joint, pointAt(places, frame, joint).y - height] as const,
  );
  const y = Math.min(...heights.map(([, height]) => height));
  return { y, joints: heights.flatMap(([joint, height]) => (height - y < RESTS ? [joint] : [])) };
}
