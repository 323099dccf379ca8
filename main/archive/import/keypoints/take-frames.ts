import type { BodyPoint, ImagePoint, Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { mixPoints, subtract, type Vector } from "../../../motion/vectors.ts";
import { MOST_PEOPLE, TakeFault, type TakeFrame } from "../../take.ts";
import { type FoundFrame, identify } from "./identities.ts";
import type { FoundPerson, Keypoint } from "./person.ts";

/** Pixels of a picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where all coordinates are within so many pictures, they are shares of a picture and not pixels. */
const SHARES = 4;
/** A joint farther out, pictures, or farther from the hips, metres, is an error of the detector's. */
const FARTHEST_IN_PICTURE = 10;
const FARTHEST_IN_BODY = 5;

export interface FoundTake {
  readonly frames: readonly TakeFrame[];
  /** Of the picture that they refer to; null where nobody is in one. */
  readonly size: PictureSize | null;
  /** Whether places in the picture were left out for want of its size. */
  readonly leftOut: boolean;
}

/** People found in pictures as the frames of a take. @throws TakeFault where nobody is there, or the size is needed. */
export function takeOf(found: readonly FoundFrame[], size: PictureSize | null): FoundTake {
  const crowd = found.find(({ people }) => people.length > MOST_PEOPLE);
  if (crowd) throw new TakeFault(`${crowd.people.length} people in a frame, expected at most ${MOST_PEOPLE}`);
  const everybody = found.flatMap(({ people }) => people);
  const pictured = everybody.flatMap(({ image }) => image ?? []).filter((point) => point !== null);
  if (size === null && pictured.length > 0 && everybody.every(({ body }) => body === null))
    throw new TakeFault("places in a picture, but not its size, expected --size, such as --size 1920x1080");
  const isShare = pictured.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= SHARES);
  const unit = isShare ? { width: 1, height: 1 } : size;
  const ids = identify(found);
  const frames = found.map(({ t, people }, frame): TakeFrame => {
    const poses = people.map((person, index) => poseOf(person, ids[frame]![index]!, size && unit));
    return { t, people: poses.filter(isSeen) };
  });
  if (!frames.some(({ people }) => people.length > 0))
    throw new TakeFault("nobody in it, expected somebody's keypoints");
  const hasImage = size !== null && pictured.length > 0;
  return { frames, size: hasImage ? size : null, leftOut: size === null && pictured.length > 0 };
}

function poseOf({ image, body }: FoundPerson, id: number, unit: PictureSize | null): Pose {
  return {
    id,
    image: image && unit && image.map((point) => point && imagePoint(point, unit)),
    body: body && aroundHips(body),
    root: null,
  };
}

function imagePoint({ x, y, score }: Keypoint, { width, height }: PictureSize): ImagePoint | null {
  const point = { x: x / width, y: y / height, score };
  return Math.max(Math.abs(point.x), Math.abs(point.y)) <= FARTHEST_IN_PICTURE ? point : null;
}

/** Joints from the middle of the hips; where a hip is unknown, from where the file has its origin. */
export function aroundHips(joints: readonly (Vector | null)[]): readonly (BodyPoint | null)[] {
  const [left, right] = [joints[J.left_hip], joints[J.right_hip]];
  const middle = left && right ? mixPoints(left, right, 0.5) : { x: 0, y: 0, z: 0 };
  return joints.map((joint) => {
    if (!joint) return null;
    const point = subtract(joint, middle);
    return Math.max(Math.abs(point.x), Math.abs(point.y), Math.abs(point.z)) <= FARTHEST_IN_BODY
      ? point
      : null;
  });
}

const isSeen = ({ image, body }: Pose): boolean =>
  [...(image ?? []), ...(body ?? [])].some((point) => point !== null);
