import type { BodyPoint, ImageJoints, Pose } from "../../shared/pose.ts";
import { J, JOINT_COUNT, MIRROR } from "../../shared/skeleton.ts";
import { lowestOf, type MotionFrame } from "./motion-frame.ts";

/** From neck to hips of an adult, metres: scales the poses of a source that only knows pictures. */
const TORSO_METRES = 0.5;

/**
 * Fills the gaps in one dancer's poses: an unknown joint keeps its last known place on the body; one that was never
 * seen takes the mirrored place of its twin. As long as neither is known there is no frame.
 */
export class Completion {
  readonly #known: (BodyPoint | null)[] = new Array<BodyPoint | null>(JOINT_COUNT).fill(null);

  /** @param aspect width / height of the picture that image points refer to. */
  complete(pose: Pose, aspect: number): MotionFrame | null {
    const body = pose.body ?? (pose.image ? flatBody(pose.image, aspect) : null);
    if (!body) return null;
    body.forEach((point, joint) => {
      if (point) this.#known[joint] = point;
    });
    const complete: BodyPoint[] = [];
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const point = this.#known[joint] ?? mirrored(this.#known[MIRROR[joint]!] ?? null);
      if (!point) return null;
      complete.push(point);
    }
    const inferred = body.flatMap((point, joint) => (point ? [] : [joint]));
    // Without a place in the room the lowest foot stands on the floor, in the middle.
    return { body: complete, root: pose.root ?? { x: 0, y: -lowestOf(complete), z: 0 }, inferred };
  }
}

function mirrored(point: BodyPoint | null): BodyPoint | null {
  return point && { x: -point.x, y: point.y, z: point.z };
}

/** A picture's joints as a flat body facing the camera, scaled by its torso; null without hips and shoulders. */
function flatBody(image: ImageJoints, aspect: number): (BodyPoint | null)[] | null {
  const [leftHip, rightHip] = [image[J.left_hip], image[J.right_hip]];
  const [leftShoulder, rightShoulder] = [image[J.left_shoulder], image[J.right_shoulder]];
  if (!leftHip || !rightHip || !leftShoulder || !rightShoulder) return null;
  const hips = { x: (leftHip.x + rightHip.x) / 2, y: (leftHip.y + rightHip.y) / 2 };
  const neck = { x: (leftShoulder.x + rightShoulder.x) / 2, y: (leftShoulder.y + rightShoulder.y) / 2 };
  const torso = Math.hypot((neck.x - hips.x) * aspect, neck.y - hips.y);
  if (torso < 1e-3) return null;
  const metres = TORSO_METRES / torso;
  return image.map(
    (point) => point && { x: (point.x - hips.x) * aspect * metres, y: (hips.y - point.y) * metres, z: 0 },
  );
}
