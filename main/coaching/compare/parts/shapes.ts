import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import type { PartTiming, Timing } from "../timing/timing.ts";
import type { DanceTracks } from "./dance-tracks.ts";
import type { PartTrack } from "./part-track.ts";

/** A part of both dances at the same moments, each as seen from its own body: [moments, width], metres. */
export interface Matched {
  readonly width: number;
  readonly reference: Float32Array;
  /** NaN where it is not danced. */
  readonly dance: Float32Array;
  /** Variance of each number of the reference, and of the dance, square metres: [width] */
  readonly referenceNoise: Float64Array;
  readonly danceNoise: Float64Array;
}

/** A part's time is its own where it is known to this, frames of the dance; the whole body's elsewhere. */
const KNOWN = 3;

/** Each part at its own time, so that what is late is no smaller for it. */
export function matchedParts(
  reference: DanceTracks,
  dance: DanceTracks,
  timing: Timing,
): Readonly<Record<BodyPart, Matched>> {
  const matched = BODY_PARTS.map((part) => {
    const own = ({ lean, tracks }: DanceTracks) => (part === "trunk" ? lean : tracks[part]);
    const [a, b] = [own(reference), own(dance)];
    const noise = (tracks: DanceTracks, { noise: of }: PartTrack) =>
      of.map((variance) => tracks.left * variance);
    const { width } = a;
    return [
      part,
      {
        ...{ width, reference: a.values, dance: along(b, partPath(timing.parts[part], timing.whole)) },
        ...{ referenceNoise: noise(reference, a), danceNoise: noise(dance, b) },
      },
    ] as const;
  });
  return Object.fromEntries(matched) as Record<BodyPart, Matched>;
}

const partPath = ({ frame, deviation }: PartTiming, whole: PartTiming): Float32Array =>
  frame.map((at, moment) => (deviation[moment]! <= KNOWN ? at : whole.frame[moment]!));

/** A track at fractional frames, [frames, width]; NaN outside. */
export function along(
  { frames, width, values }: Pick<PartTrack, "frames" | "width" | "values">,
  path: Float32Array,
): Float32Array {
  const out = new Float32Array(path.length * width).fill(Number.NaN);
  path.forEach((at, moment) => {
    if (!(at >= 0 && at <= frames - 1)) return;
    const low = Math.min(Math.floor(at), frames - 2);
    for (let k = 0; k < width; k++) {
      const [a, b] = [values[low * width + k]!, values[(low + 1) * width + k]!];
      out[moment * width + k] = a + (at - low) * (b - a);
    }
  });
  return out;
}
