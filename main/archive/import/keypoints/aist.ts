import { J } from "../../../../shared/skeleton.ts";
import { TakeFault } from "../../take.ts";
import type { FoundFrame } from "./identities.ts";
import type { NumpyArray } from "./numpy/array.ts";
import { inSpace, type Keypoint, personOf, stage19Of } from "./person.ts";
import { middle, trunkLength } from "./settle.ts";
import { timesByStamps } from "./stamps.ts";

/** Frames a second of the videos that AIST++ was made from. */
export const AIST_FPS = 60;
/** The arrays that are read, as AIST++ names them. */
export const AIST_ARRAYS = ["keypoints3d_optim", "keypoints3d", "keypoints2d", "timestamps"] as const;

type Arrays = ReadonlyMap<string, NumpyArray>;

/**
 * The dance in the room of `keypoints3d`, [frames, joints, 3], in the array's own unit and axes; nobody is where hips are
 * unknown. null where there is no such array; the optimised one is preferred. @throws TakeFault
 */
export function danceInRoom(arrays: Arrays, fps: number): readonly FoundFrame[] | null {
  const name = arrays.has("keypoints3d_optim") ? "keypoints3d_optim" : "keypoints3d";
  const array = arrays.get(name);
  if (!array) return null;
  const bodies = keypointsOf(array, name, [3]).map((keypoints) => inSpace(stage19Of(keypoints)));
  if (!bodies.some((body) => trunkLength(body) !== null))
    throw new TakeFault(`${name} has nobody with hips and shoulders in it`);
  const times = timesOf(arrays, bodies.length, fps);
  return bodies.map((body, frame) => ({
    t: times[frame]!,
    people: middle(body, J.left_hip, J.right_hip) ? [{ id: 1, image: null, body }] : [],
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

/** Evenly, or, where frames are missing, as the time stamps say: their unit is told from their usual distance. */
function timesOf(arrays: Arrays, count: number, fps: number): readonly number[] {
  const stamps = arrays.get("timestamps")?.values;
  const stamped = stamps?.length === count ? timesByStamps(Array.from(stamps)) : null;
  if (stamped === null) return Array.from({ length: count }, (_, frame) => frame / fps);
  return stamped.times.map((time) => time / stamped.usual / fps);
}
