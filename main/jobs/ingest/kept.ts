import type { Pose } from "../../../shared/pose.ts";
import { bridged, type WholeRun } from "../../archive/ingest/bridge.ts";
import { type CameraPose, cameraOf, median } from "../../archive/ingest/camera-pose.ts";
import type { Judgement } from "../../archive/ingest/judge.ts";
import { placed } from "../../archive/ingest/place.ts";
import type { ShotOutcome } from "../../archive/ingest/shot.ts";
import type { TakeFrame } from "../../archive/take.ts";
import { focalLengthOf } from "../../engine/pose/root.ts";
import { BONE_COUNT } from "../../motion/bones.ts";
import { isWhole } from "../../motion/motion-frame.ts";
import { bodyHeight, proportionsOf } from "../../motion/proportions.ts";
import type { SeenShot } from "./see-shot.ts";

/** What is kept of a shot. */
export interface Kept {
  /** From the first frame in which anybody is trusted to the last; `t` from the first. */
  readonly frames: readonly TakeFrame[];
  readonly camera: CameraPose | null;
  readonly people: ShotOutcome["people"];
}

/** Makes a take of those who are trusted: gaps bridged, everybody upright and in her place in the room. */
export function keptOf({ fps, width, height, frames }: SeenShot, { people }: Judgement): Kept {
  const aspect = width / height;
  const focalLength = focalLengthOf(aspect);
  const whole = people.map(({ id, seen, isTrusted, runs }) => ({
    id,
    runs: runs.map((run) => bridged(frames, seen, run, isTrusted)),
  }));
  const samples = whole.flatMap(({ runs }) => runs.flatMap(({ seen }) => seen));
  const camera = cameraOf(samples, focalLength, fps);
  if (!camera) return { frames: [], camera: null, people: [] };
  const posesAt = frames.map((): Pose[] => []);
  for (const { id, runs } of whole) {
    for (const { first, end, seen } of runs) {
      const times = frames.slice(first, end).map(({ t }) => t);
      placed(seen, times, camera, { focalLength, aspect }).forEach(({ body, root }, at) => {
        posesAt[first + at]!.push({ id, image: seen[at]!.pose.image, body, root });
      });
    }
  }
  const bounds = whole.flatMap(({ runs }) => runs);
  const first = Math.min(...bounds.map((run) => run.first));
  const end = Math.max(...bounds.map((run) => run.end));
  const begin = frames[first]!.t;
  // Where whoever is seen first stands at first, nobody's distance is known better than others'.
  const front = posesAt[first]![0]?.root?.z ?? 0;
  const inFront = (pose: Pose): Pose =>
    pose.root ? { ...pose, root: { ...pose.root, z: pose.root.z - front } } : pose;
  return {
    frames: posesAt.slice(first, end).map((poses, at) => ({
      t: frames[first + at]!.t - begin,
      people: poses.map(inFront),
    })),
    camera,
    people: whole.map(({ id, runs }) => ({ id, ...sizeOf(runs) })),
  };
}

/** Her height, and her bones by it: medians, since how long a bone is seen to be depends on the pose. */
function sizeOf(runs: readonly WholeRun[]): Omit<ShotOutcome["people"][number], "id"> {
  const all = runs.flatMap(({ seen }) =>
    seen.flatMap(({ pose: { body } }) =>
      body && isWhole(body) ? [proportionsOf(body, new Float32Array(BONE_COUNT))] : [],
    ),
  );
  if (all.length === 0) return { height: null, proportions: null };
  const lengths = Float32Array.from({ length: BONE_COUNT }, (_, bone) =>
    median(all.map((one) => one[bone]!)),
  );
  const height = bodyHeight(lengths);
  return { height, proportions: [...lengths].map((length) => length / height) };
}
