/**
 * Skeleton `stage-19`: the 19 keypoints every part of Continuo speaks of, in this order.
 * `left` is the dancer's own left.
 */
export const JOINTS = [
  "nose",
  "left_ear",
  "right_ear",
  "left_shoulder",
  "right_shoulder",
  "left_elbow",
  "right_elbow",
  "left_wrist",
  "right_wrist",
  "left_index",
  "right_index",
  "left_hip",
  "right_hip",
  "left_knee",
  "right_knee",
  "left_ankle",
  "right_ankle",
  "left_foot_index",
  "right_foot_index",
] as const;

export type JointName = (typeof JOINTS)[number];

export const JOINT_COUNT = JOINTS.length;

/** Index of each joint in `stage-19`. */
export const J = Object.fromEntries(JOINTS.map((name, index) => [name, index])) as Readonly<
  Record<JointName, number>
>;

/** For each joint of `stage-19`, its index among BlazePose's 33 landmarks. */
export const BLAZEPOSE_33: readonly number[] = [
  0, 7, 8, 11, 12, 13, 14, 15, 16, 19, 20, 23, 24, 25, 26, 27, 28, 31, 32,
];

/** For each joint of `stage-19`, the index of its twin on the other side of the body. */
export const MIRROR: readonly number[] = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 18, 17];

/** The bones of the figure, from the trunk outwards: [from, to]. */
export const BONES: readonly (readonly [number, number])[] = [
  [J.left_hip, J.right_hip],
  [J.left_shoulder, J.right_shoulder],
  [J.left_hip, J.left_shoulder],
  [J.right_hip, J.right_shoulder],
  [J.nose, J.left_ear],
  [J.nose, J.right_ear],
  [J.left_shoulder, J.left_elbow],
  [J.right_shoulder, J.right_elbow],
  [J.left_elbow, J.left_wrist],
  [J.right_elbow, J.right_wrist],
  [J.left_wrist, J.left_index],
  [J.right_wrist, J.right_index],
  [J.left_hip, J.left_knee],
  [J.right_hip, J.right_knee],
  [J.left_knee, J.left_ankle],
  [J.right_knee, J.right_ankle],
  [J.left_ankle, J.left_foot_index],
  [J.right_ankle, J.right_foot_index],
];
