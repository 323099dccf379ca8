import type { BodyJoints, RoomPoint, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { CameraPose } from "./camera-pose.ts";
import type { SeenPerson } from "./seen.ts";

/** Somebody where she is in the room. */
export interface Placed {
  readonly body: BodyJoints | null;
  readonly root: RoomPoint | null;
}

/** Standard deviation of the time over which her scale is averaged: it strays with the pose by some hundredths. */
const SCALE_MEMORY: Seconds = 0.4;
/** Where the floor is under her is told by her lowest foot within so long: who is in the air is back by then. */
const FLOOR_AROUND: Seconds = 1;
/** So many of the feet are taken to be lower than the floor by mistake. */
const MISTAKEN = 0.1;

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];

/**
 * Somebody through frames without gaps, upright and in metres: x from the middle of the picture, y above the floor, z from
 * the camera, which is at 0. The camera's tilt is taken out of body and root. She keeps to the floor that her
 * own feet tell, and what is above it, as in a jump, is as high as the camera saw it.
 * @param seen and `times`: of each frame.
 * @param focalLength picture heights.
 * @param aspect width / height of the picture.
 */
export function placed(
  seen: readonly SeenPerson[],
  times: readonly Seconds[],
  { height, tilt }: CameraPose,
  { focalLength, aspect }: { readonly focalLength: number; readonly aspect: number },
): readonly Placed[] {
  const scales = averaged(
    seen.map(({ scale }) => Math.log(scale)),
    times,
    SCALE_MEMORY,
  ).map(Math.exp);
  const [sin, cos] = [Math.sin(tilt), Math.cos(tilt)];
  const upright = (x: number, y: number, z: number) => ({ x, y: y * cos + z * sin, z: z * cos - y * sin });
  const hips = seen.map(({ x, y }, index) => {
    const scale = scales[index]!;
    const { x: aside, y: up, z } = upright((x - aspect / 2) / scale, (0.5 - y) / scale, -focalLength / scale);
    return { x: aside, y: up + height, z };
  });
  const bodies = seen.map(
    ({ pose }) => pose.body?.map((point) => point && upright(point.x, point.y, point.z)) ?? null,
  );
  // Of each frame's lowest foot, from the hips.
  const lowest = bodies.map((body) => Math.min(...FEET.flatMap((joint) => body?.[joint]?.y ?? [])));
  const floors = floorsOf(
    hips.map(({ y }, index) => y + lowest[index]!),
    times,
  );
  return bodies.map((body, index): Placed => {
    const { x, y, z } = hips[index]!;
    if (!Number.isFinite(lowest[index]!)) return { body, root: null };
    return { body, root: { x, y: Math.max(y - floors[index]!, -lowest[index]!), z } };
  });
}

/** Where the floor is found to be under each frame: what few of the feet around are below, evenly. */
function floorsOf(feet: readonly number[], times: readonly Seconds[]): number[] {
  const low = times.map((t) => {
    const around = feet.filter(
      (foot, index) => Number.isFinite(foot) && Math.abs(times[index]! - t) <= FLOOR_AROUND / 2,
    );
    around.sort((a, b) => a - b);
    return around[Math.floor(MISTAKEN * around.length)] ?? 0;
  });
  return averaged(low, times, FLOOR_AROUND / 4);
}

/** Weighted means around each value, with a Gaussian of that standard deviation. */
function averaged(values: readonly number[], times: readonly Seconds[], deviation: Seconds): number[] {
  let from = 0;
  return values.map((_, index) => {
    const t = times[index]!;
    while (times[from]! < t - 3 * deviation) from++;
    let [sum, weight] = [0, 0];
    for (let at = from; at < values.length && times[at]! <= t + 3 * deviation; at++) {
      const share = Math.exp(-(((times[at]! - t) / deviation) ** 2) / 2);
      sum += share * values[at]!;
      weight += share;
    }
    return sum / weight;
  });
}
