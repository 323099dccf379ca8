import type { BodyPoint, ImagePoint, Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { subtract, type Vector } from "../../../motion/vectors.ts";
import { MOST_PEOPLE, TakeFault, type TakeFrame } from "../../take.ts";
import { checkBones } from "./bones.ts";
import { type FoundFrame, identify } from "./identities.ts";
import type { FoundPerson, Keypoint } from "./person.ts";
import { areInRoom, onFloor, withoutRoom } from "./room.ts";
import { type Axes, middle, settled } from "./settle.ts";

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
/** Share of the frames in which nobody dances on her hands. */
const MOSTLY = 0.8;

export interface FoundTake {
  readonly frames: readonly TakeFrame[];
  /** Of the picture that they refer to; null where nobody is in one. */
  readonly size: PictureSize | null;
  /** Whether places in the picture were left out for want of its size. */
  readonly leftOut: boolean;
  /** What was told from the bodies, for the user. */
  readonly notes: readonly string[];
}

/** What a take is made with beside its keypoints. */
export interface TakeFacts {
  readonly size: PictureSize | null;
  readonly axes: Axes;
  /** Whether bodies are in the room, and not around their own hips; null leaves it to them. */
  readonly inRoom: boolean | null;
}

/** People found in pictures, or bodies, as the frames of a take. @throws TakeFault where nobody is there, or the size is needed. */
export function takeOf(found: readonly FoundFrame[], { size, axes, inRoom }: TakeFacts): FoundTake {
  const crowd = found.find(({ people }) => people.length > MOST_PEOPLE);
  if (crowd) throw new TakeFault(`${crowd.people.length} people in a frame, expected at most ${MOST_PEOPLE}`);
  const everybody = found.flatMap(({ people }) => people);
  const pictured = everybody.flatMap(({ image }) => image ?? []).filter((point) => point !== null);
  if (size === null && pictured.length > 0 && everybody.every(({ body }) => body === null))
    throw new TakeFault("places in a picture, but not its size, expected --size, such as --size 1920x1080");
  const isShare = pictured.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= SHARES);
  const unit = isShare ? { width: 1, height: 1 } : size;
  const ids = identify(found);
  checkBones(found, ids);
  const { found: upright, notes: told } = settled(found, axes);
  const frames = upright.map(({ t, people }, frame): TakeFrame => {
    const poses = people.map((person, index) => poseOf(person, ids[frame]![index]!, size && unit));
    return { t, people: poses };
  });
  const placed = ((inRoom ?? areInRoom(frames)) ? onFloor(frames) : withoutRoom(frames)).map(
    ({ t, people }): TakeFrame => ({ t, people: people.filter(isSeen) }),
  );
  if (!placed.some(({ people }) => people.length > 0))
    throw new TakeFault("nobody in it, expected somebody's keypoints");
  const notes = [...told];
  if (everybody.every(({ body }) => body === null) && (axes.up ?? axes.scale) !== null)
    notes.push("only places in the picture are in it, for which --up and --scale say nothing");
  if (areUpsideDown(everybody))
    notes.push("everybody is upside down in the picture; where y points up in it, write the height less y");
  const hasImage = size !== null && pictured.length > 0;
  return {
    frames: placed,
    size: hasImage ? size : null,
    leftOut: size === null && pictured.length > 0,
    notes,
  };
}

/** Whether shoulders are below hips in most of what is seen. */
function areUpsideDown(people: readonly FoundPerson[]): boolean {
  const down = people.flatMap(({ image }) => {
    const [hips, neck] = [J.left_hip, J.left_shoulder].map((joint) => image?.[joint]);
    return hips && neck ? [Number(neck.y > hips.y)] : [];
  });
  return down.length > 0 && down.reduce((sum, one) => sum + one, 0) > MOSTLY * down.length;
}

function poseOf({ image, body }: FoundPerson, id: number, unit: PictureSize | null): Pose {
  return {
    id,
    image: image && unit && image.map((point) => point && imagePoint(point, unit)),
    body: body && aroundHips(body),
    root: body && middle(body, J.left_hip, J.right_hip),
  };
}

function imagePoint({ x, y, score }: Keypoint, { width, height }: PictureSize): ImagePoint | null {
  const point = { x: x / width, y: y / height, score };
  return Math.max(Math.abs(point.x), Math.abs(point.y)) <= FARTHEST_IN_PICTURE ? point : null;
}

/** Joints from the middle of the hips; where a hip is unknown, from where the file has its origin. */
function aroundHips(joints: readonly (Vector | null)[]): readonly (BodyPoint | null)[] {
  const hips = middle(joints, J.left_hip, J.right_hip) ?? { x: 0, y: 0, z: 0 };
  return joints.map((joint) => {
    if (!joint) return null;
    const point = subtract(joint, hips);
    return Math.max(Math.abs(point.x), Math.abs(point.y), Math.abs(point.z)) <= FARTHEST_IN_BODY
      ? point
      : null;
  });
}

const isSeen = ({ image, body }: Pose): boolean =>
  [...(image ?? []), ...(body ?? [])].some((point) => point !== null);
