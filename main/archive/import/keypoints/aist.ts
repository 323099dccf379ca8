import type { BodyJoints, Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { distance, mixPoints, norm, scaled, type Vector } from "../../../motion/vectors.ts";
import { TakeFault, type TakeFrame } from "../../take.ts";
import { LONGEST_PAUSE } from "../../take-reader.ts";
import type { FoundFrame } from "./identities.ts";
import type { NumpyArray } from "./numpy/array.ts";
import { type Keypoint, personOf, stage19Of } from "./person.ts";
import { aroundHips } from "./take-frames.ts";

/** Frames a second of the videos that AIST++ was made from. */
export const AIST_FPS = 60;
/** The arrays that are read, as AIST++ names them. */
export const AIST_ARRAYS = ["keypoints3d_optim", "keypoints3d", "keypoints2d", "timestamps"] as const;

/** From hips to neck, metres: by it the unit of places in the room is told. AIST++ is in centimetres. */
const TRUNK = { shortest: 0.2, longest: 1.2 };
/** Metres in what a file may count in. */
const UNITS = [1, 0.01, 0.001];
/** Metres from the origin: somebody farther away is an error of the triangulation's. */
const FARTHEST = 1000;
/** The floor is this quantile of the lowest joint's height; what is below it are errors of the triangulation. */
const FLOOR_QUANTILE = 0.05;
/** Below the ankle, metres. */
const SOLE = 0.06;

type Arrays = ReadonlyMap<string, NumpyArray>;

/**
 * The dance in the room of `keypoints3d`, [frames, joints, 3]: y up, feet on the floor. null where there is no such array;
 * the optimised one is preferred. @throws TakeFault
 */
export function danceInRoom(arrays: Arrays, fps: number): readonly TakeFrame[] | null {
  const name = arrays.has("keypoints3d_optim") ? "keypoints3d_optim" : "keypoints3d";
  const array = arrays.get(name);
  if (!array) return null;
  const frames = keypointsOf(array, name, [3]).map(
    (keypoints) => stage19Of(keypoints) as readonly (Vector | null)[],
  );
  const unit = unitOf(frames, name);
  const placed = frames.map((joints) => joints.map((joint) => joint && scaled(joint, unit)));
  const poses = placed.map((joints): Pose | null => {
    const [left, right] = [joints[J.left_hip], joints[J.right_hip]];
    if (!left || !right || Math.max(norm(left), norm(right)) > FARTHEST) return null;
    return { id: 1, image: null, body: aroundHips(joints), root: mixPoints(left, right, 0.5) };
  });
  const floor = floorOf(poses);
  const times = timesOf(arrays, poses.length, fps);
  return poses.map((pose, frame) => ({
    t: times[frame]!,
    people: pose ? [{ ...pose, root: { ...pose.root!, y: pose.root!.y - floor } }] : [],
  }));
}

/**
 * The dance as each camera has it, from `keypoints2d`, [cameras, frames, joints, 3] or of one camera, in pixels. null where
 * there is no such array. @throws TakeFault
 */
export function danceInPictures(arrays: Arrays, fps: number): readonly (readonly FoundFrame[])[] | null {
  const array = arrays.get("keypoints2d");
  if (!array) return null;
  const [cameras, ...rest] = array.shape.length === 4 ? array.shape : [1, ...array.shape];
  const all = keypointsOf(
    { ...array, shape: [cameras! * rest[0]!, ...rest.slice(1)] },
    "keypoints2d",
    [2, 3],
  );
  const times = timesOf(arrays, rest[0]!, fps);
  return Array.from({ length: cameras! }, (_, camera) =>
    times.map((t, frame): FoundFrame => {
      const person = personOf(all[camera * times.length + frame]!, null);
      return { t, people: person.image?.some((point) => point !== null) ? [person] : [] };
    }),
  );
}

/** @param sizes of the last axis: x, y and, of three, z in the room or a score in the picture. */
function keypointsOf(
  { shape, values }: NumpyArray,
  name: string,
  sizes: readonly number[],
): readonly (readonly Keypoint[])[] {
  const [frames, joints, size] = shape;
  if (shape.length !== 3 || !sizes.includes(size!))
    throw new TakeFault(
      `${name} is an array of ${shape.join(" x ")}, expected frames x 17 x ${sizes.at(-1)}`,
    );
  return Array.from({ length: frames! }, (_, frame) =>
    Array.from({ length: joints! }, (__, joint): Keypoint => {
      const at = (frame * joints! + joint) * size!;
      const [x, y, third] = [values[at]!, values[at + 1]!, size === 3 ? values[at + 2]! : 1];
      const inRoom = sizes.length === 1;
      return { x, y, z: inRoom ? third : null, score: inRoom ? 1 : Math.min(1, third), name: "" };
    }),
  );
}

function unitOf(frames: readonly (readonly (Vector | null)[])[], name: string): number {
  const trunks = frames.flatMap((joints) => {
    const [hips, neck] = [
      middle(joints, J.left_hip, J.right_hip),
      middle(joints, J.left_shoulder, J.right_shoulder),
    ];
    return hips && neck ? [distance(hips, neck)] : [];
  });
  const trunk = trunks.sort((a, b) => a - b)[trunks.length >> 1];
  if (trunk === undefined) throw new TakeFault(`${name} has nobody with hips and shoulders in it`);
  const unit = UNITS.find((one) => trunk * one >= TRUNK.shortest && trunk * one <= TRUNK.longest);
  if (unit !== undefined) return unit;
  throw new TakeFault(
    `${name} has ${trunk.toPrecision(3)} from hips to neck, expected somebody's, in metres, centimetres or millimetres`,
  );
}

function middle(joints: readonly (Vector | null)[], a: number, b: number): Vector | null {
  const [left, right] = [joints[a], joints[b]];
  return left && right ? mixPoints(left, right, 0.5) : null;
}

/** Height of the floor, which the feet stand on most of the time. */
function floorOf(poses: readonly (Pose | null)[]): number {
  const lowest = poses.flatMap((pose) => {
    if (!pose) return [];
    const heights = pose.body!.flatMap((joint, index) =>
      joint ? [joint.y - soleBelow(pose.body!, index)] : [],
    );
    return [pose.root!.y + Math.min(...heights)];
  });
  return lowest.sort((a, b) => a - b)[Math.floor(FLOOR_QUANTILE * (lowest.length - 1))] ?? 0;
}

/** How far the sole is below a joint that is the last of its leg. */
function soleBelow(body: BodyJoints, joint: number): number {
  const toes =
    joint === J.left_ankle ? J.left_foot_index : joint === J.right_ankle ? J.right_foot_index : null;
  return toes !== null && !body[toes] ? SOLE : 0;
}

/** Evenly, or, where frames are missing, as the time stamps say: their unit is told from their usual distance. */
function timesOf(arrays: Arrays, count: number, fps: number): readonly number[] {
  const even = Array.from({ length: count }, (_, frame) => frame / fps);
  const stamps = arrays.get("timestamps")?.values;
  if (stamps?.length !== count || count < 2) return even;
  const gaps = Array.from(stamps.subarray(1), (stamp, index) => stamp - stamps[index]!);
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  const times = Array.from(stamps, (stamp) => (stamp - stamps[0]!) / usual / fps);
  return gaps.every((gap) => gap > 0) && times.at(-1)! < LONGEST_PAUSE ? times : even;
}
