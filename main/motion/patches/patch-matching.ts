import { COMPARED, WIDTH } from "./phrase-track.ts";

/*
 * Bidirectional patch matching in time: every patch of a guess is replaced by the patch of an example that is most like
 * it, and patches that overlap are averaged. What has to be used is preferred to what is used already: a distance is
 * divided by how far that patch of the example is from the guess's nearest (Granot et al., "Drop the GAN", CVPR 2022,
 * eq. 2; for motion Li et al., "Example-based Motion Synthesis via Generative Motion Matching", SIGGRAPH 2023).
 */

/** Frames of a patch. */
export const PATCH = 11;
/** Completeness: the lower, the more of the example is used. Mean square distance of two frames, square metres. */
const COMPLETENESS = 0.01;

/** An example at one rate. */
export interface Example {
  /** [frames, 62], phrases one after the other. */
  readonly track: Float32Array;
  /** The first frame of each phrase, and the end of the last: no patch goes from one into the next. */
  readonly bounds: readonly number[];
}

export interface Matching {
  /** The guess goes on from its last frame with its first. */
  readonly isLoop: boolean;
  /** A factor for the distance between the guess's frame and one of the example: what is above 1 is avoided. */
  readonly reluctance?: ((frame: number, ofExample: number) => number) | undefined;
}

/** The guess with every patch replaced: [frames, 62]. A guess and phrases are at least as long as a patch. */
export function replacePatches(
  guess: Float32Array,
  example: Example,
  patch: number,
  { isLoop, reluctance }: Matching,
): Float32Array {
  const width = WIDTH;
  const { track } = example;
  const frames = guess.length / width;
  const ofExample = track.length / width;
  const starts = startsOf(example.bounds, patch);
  const patches = isLoop ? frames : frames - patch + 1;
  const apart = squaresBetween(guess, track);
  const distances = new Float32Array(patches * starts.length);
  const nearest = new Float32Array(starts.length).fill(Number.POSITIVE_INFINITY);
  for (let at = 0, frame = 0; frame < patches; frame++) {
    for (let key = 0; key < starts.length; key++, at++) {
      let sum = 0;
      for (let k = 0; k < patch; k++) {
        const row = frame + k < frames ? frame + k : frame + k - frames;
        sum += apart[row * ofExample + starts[key]! + k]!;
      }
      sum /= patch;
      distances[at] = sum;
      if (sum < nearest[key]!) nearest[key] = sum;
    }
  }
  const out = new Float32Array(guess.length);
  const weights = new Float32Array(frames);
  for (let frame = 0; frame < patches; frame++) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let key = 0; key < starts.length; key++) {
      let distance = distances[frame * starts.length + key]! / (COMPLETENESS + nearest[key]!);
      if (reluctance) distance *= reluctance(frame, starts[key]!);
      if (distance < least) [best, least] = [key, distance];
    }
    for (let k = 0; k < patch; k++) {
      const weight = Math.min(k + 1, patch - k);
      const to = (frame + k) % frames;
      const from = (starts[best]! + k) * width;
      weights[to]! += weight;
      for (let i = 0; i < width; i++) out[to * width + i]! += weight * track[from + i]!;
    }
  }
  for (let frame = 0; frame < frames; frame++)
    for (let i = 0; i < width; i++) out[frame * width + i]! /= weights[frame]!;
  return out;
}

/** Where patches begin. */
function startsOf(bounds: readonly number[], patch: number): Int32Array {
  const starts: number[] = [];
  for (let phrase = 1; phrase < bounds.length; phrase++)
    for (let frame = bounds[phrase - 1]!; frame + patch <= bounds[phrase]!; frame++) starts.push(frame);
  return Int32Array.from(starts);
}

/** Square distance of each frame of `a` from each of `b`: [frames of a, frames of b]. */
function squaresBetween(a: Float32Array, b: Float32Array): Float32Array {
  const [width, compared] = [WIDTH, COMPARED];
  const [rows, columns] = [a.length / width, b.length / width];
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let i = 0; i < compared; i++) {
        const off = a[row * width + i]! - b[column * width + i]!;
        sum += off * off;
      }
      out[row * columns + column] = sum;
    }
  }
  return out;
}
