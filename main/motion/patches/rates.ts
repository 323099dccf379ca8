import { mix } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { lowPassResample } from "../low-pass-resample.ts";
import type { Example } from "./patch-matching.ts";
import { WIDTH } from "./phrase-track.ts";

/** Frames of a patch, */
const PATCH = 11;
/** but at fine rates more: what is joined in a third of a second is joined by arms that are flung. */
const SHORTEST: Seconds = 0.6;
/**
 * The coarsest rate at which patches are laid, frames a second: there a patch of 11 frames is 1.8 s long. At 4 a phrase
 * comes back in its own order for up to its whole length, since nothing goes on from a patch as well as what did.
 */
export const COARSEST = 6;
/** Each rate is at most so many times the one before. */
const FACTOR = 4 / 3;

/** From the coarsest on to the last, which is `fps`: from 6 on, 30 is reached by way of 7.9, 10.3, 13.5, 17.6 and 22.9. */
export function ratesTo(fps: number, coarsest = COARSEST): readonly number[] {
  const steps = Math.max(0, Math.ceil(Math.log(fps / coarsest) / Math.log(FACTOR)));
  return Array.from({ length: steps + 1 }, (_, step) => fps * (coarsest / fps) ** (1 - step / (steps || 1)));
}

/** Phrases at another rate, as an example. */
export function exampleAt(phrases: readonly Float32Array[], from: number, to: number): Example {
  const tracks = phrases.map((phrase) =>
    from === to ? phrase : Float32Array.from(lowPassResample(Float64Array.from(phrase), WIDTH, from, to)),
  );
  const track = new Float32Array(tracks.reduce((sum, { length }) => sum + length, 0));
  const bounds = [0];
  for (const one of tracks) {
    track.set(one, bounds.at(-1)! * WIDTH);
    bounds.push(bounds.at(-1)! + one.length / WIDTH);
  }
  return { track, bounds };
}

/** Frames of a patch of this example: as many as its shortest phrase has, where that is shorter. */
export const patchOf = ({ bounds }: Example, rate: number): number =>
  Math.min(
    Math.max(PATCH, Math.round(SHORTEST * rate)),
    ...bounds.slice(1).map((end, phrase) => end - bounds[phrase]!),
  );

/** A track with another number of frames over the same time; a loop goes on from its end with its beginning. */
export function withFrames(track: Float32Array, frames: number, isLoop: boolean): Float32Array {
  const now = track.length / WIDTH;
  const out = new Float32Array(frames * WIDTH);
  for (let frame = 0; frame < frames; frame++) {
    const at = isLoop ? (frame * now) / frames : (frame * (now - 1)) / Math.max(1, frames - 1);
    const low = Math.min(now - 1, Math.floor(at));
    const high = isLoop ? (low + 1) % now : Math.min(now - 1, low + 1);
    for (let i = 0; i < WIDTH; i++)
      out[frame * WIDTH + i] = mix(track[low * WIDTH + i]!, track[high * WIDTH + i]!, at - low);
  }
  return out;
}
