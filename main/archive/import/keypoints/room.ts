import type { BodyJoints, Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { norm } from "../../../motion/vectors.ts";
import type { TakeFrame } from "../../take.ts";
import type { FoundFrame } from "./identities.ts";
import { AT_ORIGIN, type FoundPerson, inSpace } from "./person.ts";
import { medianOf, middle, trunkLength } from "./settle.ts";

/** Metres from the origin: somebody farther away is an error of the triangulation's. */
const FARTHEST = 1000;
/** The floor is this quantile of the lowest joint's height; what is below it are errors of the triangulation. */
const FLOOR_QUANTILE = 0.05;
/** Below the ankle, metres. */
const SOLE = 0.06;
/** The depths of a picture begin at the middle of somebody's hips: so many trunks away from there are other depths. */
const AT_HIPS = 0.1;
/** Share of the coordinates that lie outside of a picture where it is none. */
const OUTSIDE = 0.2;

/**
 * Keypoints that say nothing of what they are, and are places in the room and not in a picture, as bodies; null where they
 * may be in a picture.
 */
export function spatial(found: readonly FoundFrame[]): readonly FoundFrame[] | null {
  const people = found.flatMap((frame) => frame.people);
  const depths = people.flatMap(({ image, body }) => {
    const joints = image && inSpace(image);
    const hips = joints && middle(joints, J.left_hip, J.right_hip);
    const trunk = joints && trunkLength(joints);
    return hips && trunk && body === null ? [Math.abs(hips.z) / trunk] : [];
  });
  if (depths.length === 0 || people.some(({ body }) => body !== null)) return null;
  const places = people.flatMap(
    ({ image }) => image?.flatMap((point) => (point ? [point.x, point.y] : [])) ?? [],
  );
  const shareOf = (where: (place: number) => boolean) => places.filter(where).length / places.length;
  const hasDepths = medianOf(depths) > AT_HIPS && shareOf((place) => place > 1) > OUTSIDE;
  if (!hasDepths && shareOf((place) => place < 0) < OUTSIDE) return null;
  const asBody = ({ id, image }: FoundPerson): FoundPerson => ({
    id,
    image: null,
    body: image && inSpace(image),
  });
  return found.map((frame) => ({ t: frame.t, people: frame.people.map(asBody) }));
}

/** Whether people are somewhere in the room, and not all around their own hips. */
export function areInRoom(frames: readonly TakeFrame[]): boolean {
  const away = frames.flatMap(({ people }) => people.flatMap(({ root }) => (root ? [norm(root)] : [])));
  return away.length > 0 && medianOf(away) > AT_ORIGIN;
}

/** With the floor, which feet stand on most of the time, at a height of 0. Who has no hips is nowhere in the room. */
export function onFloor(frames: readonly TakeFrame[]): readonly TakeFrame[] {
  const isPlaced = ({ root }: Pose) => root !== null && norm(root) <= FARTHEST;
  const floor = floorOf(frames.flatMap(({ people }) => people.filter(isPlaced)));
  return frames.map(({ t, people }) => ({
    t,
    people: people.map((pose) =>
      isPlaced(pose)
        ? { ...pose, root: { ...pose.root!, y: pose.root!.y - floor } }
        : { ...pose, body: null, root: null },
    ),
  }));
}

/** Bodies around their hips are nowhere in a room. */
export const withoutRoom = (frames: readonly TakeFrame[]): readonly TakeFrame[] =>
  frames.map(({ t, people }) => ({ t, people: people.map((pose) => ({ ...pose, root: null })) }));

function floorOf(poses: readonly Pose[]): number {
  const lowest = poses.map(({ body, root }) => {
    const heights = body!.flatMap((joint, index) => (joint ? [joint.y - soleBelow(body!, index)] : []));
    return root!.y + Math.min(...heights);
  });
  return lowest.sort((a, b) => a - b)[Math.floor(FLOOR_QUANTILE * (lowest.length - 1))] ?? 0;
}

/** How far the sole is below a joint that is the last of its leg. */
function soleBelow(body: BodyJoints, joint: number): number {
  const toes =
    joint === J.left_ankle ? J.left_foot_index : joint === J.right_ankle ? J.right_foot_index : null;
  return toes !== null && !body[toes] ? SOLE : 0;
}
