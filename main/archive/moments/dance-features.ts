import { basename } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import { FEATURES } from "../../motion/moments/features.ts";
import { frameAt, writeFeaturesAt } from "../../motion/moments/moments.ts";
import { adultPlacements } from "../../motion/moments/moments-builder.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { lastPhrase } from "../../motion/resampler.ts";
import { SourceError } from "../../system/errors.ts";
import { readTake } from "../take-reader.ts";
import { tracksIn } from "../tracks.ts";

/** Bones of somebody who dances now are measured for so long. */
const MEASURED: Seconds = 1;

/** Features of a take at a time. @throws SourceError where it cannot be read, or nobody whole dances then. */
export async function featuresOfTake(
  file: string,
  t: Seconds,
  person: number | null = null,
): Promise<Float32Array> {
  const tracks = await tracksIn(await readTake(file, { onDamage: () => {} }), basename(file));
  for (const track of tracks) {
    if (person !== null && track.person !== person) continue;
    const frame = frameAt(track.begin, track.frames.length, track.fps, t);
    const features = frame === null ? null : featuresOfDance(track.frames, frame, track.fps);
    if (features) return features;
  }
  const whose = person === null ? "nobody is" : `person ${person} is not`;
  throw new SourceError(
    `${basename(file)}: ${whose} to be seen whole at ${t.toFixed(2)} s, expected a time at which somebody dances`,
  );
}

/** Features of the end of what somebody danced until now; null where it is too short to have a velocity. */
export function featuresOfEnd(recording: readonly TimedFrame[], fps: number): Float32Array | null {
  const phrase = lastPhrase(recording, fps, MEASURED);
  return featuresOfDance(phrase, phrase.length - 1, fps);
}

function featuresOfDance(frames: readonly MotionFrame[], frame: number, fps: number): Float32Array | null {
  if (frames.length < 3) return null;
  const features = new Float32Array(FEATURES);
  writeFeaturesAt(adultPlacements(frames), frame, fps, features);
  return features;
}
