import type { BodyPoint } from "../../shared/pose.ts";
import { JOINTS } from "../../shared/skeleton.ts";

/** The keypoints of other people's formats, in their order, by the names of `stage-19` where they are in it. */
export const COCO_17 = [
  ...["nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder"],
  ...["left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip"],
  ...["left_knee", "right_knee", "left_ankle", "right_ankle"],
];
export const OPENPOSE_18 = [
  ...[
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
  ],
  ...["right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle"],
  ...["right_eye", "left_eye", "right_ear", "left_ear"],
];
export const BODY_25 = [
  ...[
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
  ],
  ...["mid_hip", "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle"],
  ...["right_eye", "left_eye", "right_ear", "left_ear", "left_foot_index", "left_small_toe", "left_heel"],
  ...["right_foot_index", "right_small_toe", "right_heel"],
];
export const BLAZEPOSE_33 = [
  ...[
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
  ],
  ...["left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder"],
  ...["left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky"],
  ...["left_index", "right_index", "left_thumb", "right_thumb", "left_hip", "right_hip"],
  ...["left_knee", "right_knee", "left_ankle", "right_ankle", "left_heel", "right_heel"],
  ...["left_foot_index", "right_foot_index"],
];

/** For each keypoint of a format, its place on the body; what `stage-19` has not is a metre above the hips. */
export const placesOf = (layout: readonly string[], body: readonly BodyPoint[]): readonly BodyPoint[] =>
  layout.map((name) => body[JOINTS.indexOf(name as (typeof JOINTS)[number])] ?? { x: 0, y: 1, z: 0 });

/** Which joints of `stage-19` a format has. */
export const knownIn = (layout: readonly string[]): readonly boolean[] =>
  JOINTS.map((name) => layout.includes(name));
