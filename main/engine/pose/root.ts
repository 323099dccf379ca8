import type { RoomPoint } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { Detection } from "./detector.ts";

/**
 * Focal length in lengths of the picture's longer side: a field of view of 70 degrees, as webcams and phones have.
 * Only how far somebody walks towards the camera depends on it.
 */
const FOCAL_LENGTH = 0.71;

/** In picture heights. @param aspect width / height of the picture. */
export const focalLengthOf = (aspect: number): number => FOCAL_LENGTH * Math.max(1, aspect);

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];

/**
 * Where in the room the middle of the hips is: x from the middle of the picture; y above the lowest foot, which is
 * taken to stand on the floor; z from where she was when her scale was `firstScale`. null while the hips or both feet
 * are unknown.
 * @param scale picture heights a metre, averaged: its noise moves x and z.
 * @param aspect width / height of the picture.
 */
export function rootOf(
  { image, body }: Detection,
  scale: number,
  firstScale: number,
  aspect: number,
): RoomPoint | null {
  const [left, right] = [image[J.left_hip], image[J.right_hip]];
  const feet = FEET.flatMap((joint) => body?.[joint]?.y ?? []);
  if (!left || !right || feet.length === 0) return null;
  const focalLength = focalLengthOf(aspect);
  return {
    x: (((left.x + right.x) / 2 - 0.5) * aspect) / scale,
    y: -Math.min(...feet),
    z: focalLength / firstScale - focalLength / scale,
  };
}
