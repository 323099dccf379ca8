import { J } from "./skeleton.ts";

/** What is told apart of a body: how it is said what differs, and where on the figures it is shown. */
export const BODY_PARTS = ["head", "trunk", "left_arm", "right_arm", "left_leg", "right_leg"] as const;
export type BodyPart = (typeof BODY_PARTS)[number];

/** Indices in `stage-19` of the joints that a part moves, from the body outwards. */
export const PART_JOINTS: Readonly<Record<BodyPart, readonly number[]>> = {
  head: [J.nose, J.left_ear, J.right_ear],
  trunk: [J.left_hip, J.right_hip, J.left_shoulder, J.right_shoulder],
  left_arm: [J.left_elbow, J.left_wrist, J.left_index],
  right_arm: [J.right_elbow, J.right_wrist, J.right_index],
  left_leg: [J.left_knee, J.left_ankle, J.left_foot_index],
  right_leg: [J.right_knee, J.right_ankle, J.right_foot_index],
};

/** A part, the whole body, or where its weight is: the middle of the hips in the room. */
export type ComparedPart = BodyPart | "whole" | "weight";
