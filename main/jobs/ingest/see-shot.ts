import type { ImageFrame, ImageJoints, Pose, Seconds } from "../../../shared/pose.ts";
import { BackgroundSpeed } from "../../archive/ingest/background.ts";
import type { SeenFrame, SeenPerson } from "../../archive/ingest/seen.ts";
import { sharpnessOf } from "../../archive/ingest/sharpness.ts";
import type { ShotTask } from "../../archive/ingest/shot.ts";
import { smallPicture } from "../../archive/ingest/small-picture.ts";
import type { Settings } from "../../config/settings.ts";
import { fitCamera } from "../../engine/pose/camera.ts";
import { brightnessOf } from "../../engine/pose/darkness.ts";
import type { JobContext } from "../../system/job.ts";
import type { Networks } from "../networks.ts";
import { openTracking, type TrackingOptions } from "../tracking.ts";

/** All that is seen in a shot. */
export interface SeenShot {
  readonly fps: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** When its first frame is, in the film. */
  readonly begin: Seconds;
  readonly frames: readonly SeenFrame[];
}

/** Pixels of the longer side of the pictures on which sharpness and movement are measured. */
const SHARP = 256;
const MOVING = 160;

/** Height of somebody whose size is not known, metres. */
const ADULT = 1.7;

/**
 * Follows everybody in a shot and measures each picture.
 * @throws UserError as tracking does; the signal's reason when stopped.
 */
export async function seeShot(
  { film, begin, end }: Pick<ShotTask, "film" | "begin" | "end">,
  settings: Settings,
  context: JobContext,
  networks: Networks,
): Promise<SeenShot> {
  const { signal, report } = context;
  const options: TrackingOptions = {
    ...{ ...settings, maxPeople: settings.ingest.people },
    ...{ video: film, stretch: { begin, end } },
  };
  await using tracking = await openTracking(options, context, networks);
  const { fps } = tracking;
  const total = Math.max(1, Math.round((end - begin) * fps));
  const background = new BackgroundSpeed();
  const frames: SeenFrame[] = [];
  let first: ImageFrame | null = null;
  for await (const { frame, people } of tracking.frames()) {
    first ??= frame;
    const seen = people.flatMap((pose) => seenPerson(pose, frame) ?? []);
    const boxes = people.flatMap(({ image }) => (image ? boxAround(image) : []));
    // Rounded, since the same shot is a little later in one film than in another.
    const t = Math.round((frame.t - first.t) * 1e6) / 1e6;
    frames.push({
      t,
      people: seen,
      brightness: brightnessOf(frame),
      sharpness: sharpnessOf(smallPicture(frame, SHARP)),
      shaking: background.show(t, smallPicture(frame, MOVING), boxes),
    });
    report({ phase: "tracking", unit: "frame", done: frames.length, total });
  }
  signal.throwIfAborted();
  const { width = 1, height = 1, t: beginsAt = begin } = first ?? {};
  return { fps, width, height, begin: beginsAt, frames };
}

function seenPerson(pose: Pose, { width, height }: ImageFrame): SeenPerson | null {
  const { image, body } = pose;
  const camera = image && body && fitCamera(image, body, width / height);
  if (!camera) return null;
  const known = image.filter((point) => point !== null);
  const outside = known.filter(({ x, y }) => x < 0 || x > 1 || y < 0 || y > 1);
  return {
    ...{ pose, ...camera, height: camera.scale * ADULT * height },
    outside: outside.length / image.length,
    sureness: known.reduce((sum, { score }) => sum + score, 0) / image.length,
  };
}

/** With some room for hair, clothes and shadow, which move with her. */
const ROOM = 0.06;

function boxAround(joints: ImageJoints) {
  const known = joints.filter((point) => point !== null);
  const [xs, ys] = [known.map((point) => point.x), known.map((point) => point.y)];
  const [x, y] = [Math.min(...xs) - ROOM, Math.min(...ys) - ROOM];
  return { x, y, width: Math.max(...xs) + ROOM - x, height: Math.max(...ys) + ROOM - y };
}
