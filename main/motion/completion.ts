import type { BodyJoints, BodyPoint, ImageJoints, Pose } from "../../shared/pose.ts";
import { J, JOINT_COUNT, MIRROR } from "../../shared/skeleton.ts";
import { limbOfExtremity, withExtremities } from "./extremities.ts";
import { isWhole, lowestOf, type MotionFrame } from "./motion-frame.ts";

/** From neck to hips of an adult, metres: scales the poses of a source that only knows pictures. */
const TORSO_METRES = 0.5;

/**
 * Fills the gaps in one dancer's poses: an unknown joint keeps its last known place on the body. Of those that were never
 * seen, a hand or foot goes on from its limb, and any other joint takes the mirrored place of its twin: as long as neither
 * is known there is no frame.
 */
export class Completion {
  readonly #known: (BodyPoint | null)[] = new Array<BodyPoint | null>(JOINT_COUNT).fill(null);

  /** @param aspect width / height of the picture that image points refer to. */
  complete(pose: Pose, aspect: number): MotionFrame | null {
    const seen = pose.body ?? (pose.image ? flatBody(pose.image, aspect) : null);
    if (!seen) return null;
    seen.forEach((point, joint) => {
      if (point) this.#known[joint] = point;
    });
    const held = this.#known.map(
      (point, joint) => point ?? (limbOfExtremity(joint) ? null : this.#mirrored(joint)),
    );
    const body = withExtremities(held, pose.root);
    if (!isWhole(body)) return null;
    const inferred = seen.flatMap((_, joint) => (this.#isSeen(joint, seen) ? [] : [joint]));
    // Without a place in the room the lowest foot stands on the floor, in the middle.
    return { body, root: pose.root ?? { x: 0, y: -lowestOf(body), z: 0 }, inferred };
  }

  /** A hand or foot that was never seen moves as its limb does, and is seen as that is. */
  #isSeen(joint: number, seen: BodyJoints): boolean {
    const limb = this.#known[joint] ? undefined : limbOfExtremity(joint);
    return limb ? limb.every((one) => seen[one]) : Boolean(seen[joint]);
  }

  #mirrored(joint: number): BodyPoint | null {
    const point = this.#known[MIRROR[joint]!];
    return point ? { x: -point.x, y: point.y, z: point.z } : null;
  }
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
