import { mix } from "../../../shared/numbers.ts";
import { asPart, type Slices } from "../slices.ts";
import { goTowards } from "./frame-mean.ts";
import { COMPARED, WIDTH } from "./phrase-track.ts";

/*
 * Bidirectional patch matching in time: every patch of a guess is replaced by the patch of an example that is most like
 * it, and patches that overlap are averaged. What has to be used is preferred to what is used already: a distance is
 * divided by how far that patch of the example is from the guess's nearest (Granot et al., "Drop the GAN", CVPR 2022,
 * eq. 2; for motion Li et al., "Example-based Motion Synthesis via Generative Motion Matching", SIGGRAPH 2023).
 */

/** Completeness: the lower, the more of the example is used. Mean square distance of two frames, square metres. */
const COMPLETENESS = 0.01;
/** The same where the guess has a pace to keep, which what has not been used yet may not have. */
const COMPLETENESS_AT_PACE = 0.5;

/** What the slowest and the fastest frame are apart, square metres. */
const PACE = 2;
/** Share of the work that goes into square distances. */
const SQUARES = 0.6;

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
  /** How fast the guess is to be in each frame, and the example is (see pace.ts): less of it has to be used then. */
  readonly pace?: { readonly guess: Float32Array; readonly example: Float32Array } | undefined;
}

/**
 * The guess with every patch replaced: [frames, 62]. A guess and phrases are at least as long as a patch. In
 * slices of a frame each.
 */
export function* replacePatches(
  guess: Float32Array,
  example: Example,
  patch: number,
  { isLoop, reluctance, pace }: Matching,
): Slices<Float32Array> {
  const width = WIDTH;
  const { track } = example;
  const frames = guess.length / width;
  const starts = startsOf(example.bounds, patch);
  const patches = isLoop ? frames : frames - patch + 1;
  const apart = yield* asPart(squaresBetween(guess, track, pace), 0, SQUARES);
  const distances = distancesOfPatches(apart, patches, frames, starts, patch);
  const nearest = new Float64Array(starts.length).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < distances.length; at++) {
    const key = at % starts.length;
    if (distances[at]! < nearest[key]!) nearest[key] = distances[at]!;
  }
  const slack = pace ? COMPLETENESS_AT_PACE : COMPLETENESS;
  for (let key = 0; key < nearest.length; key++) nearest[key]! += slack;
  const out = new Float32Array(guess.length);
  const weights = new Float32Array(frames);
  for (let frame = 0; frame < patches; frame++) {
    const from = starts[best(frame, distances, nearest, starts, reluctance)]!;
    for (let k = 0; k < patch; k++) {
      const to = (frame + k) % frames;
      const weight = Math.min(k + 1, patch - k);
      weights[to]! += weight;
      goTowards(out, to, track, from + k, weight / weights[to]!);
    }
    yield mix(SQUARES, 1, (frame + 1) / patches);
  }
  return out;
}

/** Which patch of the example a frame's is replaced by. */
function best(
  frame: number,
  distances: Float32Array,
  nearest: Float64Array,
  starts: Int32Array,
  reluctance: Matching["reluctance"],
): number {
  let found = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let key = 0; key < starts.length; key++) {
    let distance = distances[frame * starts.length + key]! / nearest[key]!;
    if (reluctance) distance *= reluctance(frame, starts[key]!);
    if (distance < least) {
      found = key;
      least = distance;
    }
  }
  return found;
}

/** Where patches begin. */
function startsOf(bounds: readonly number[], patch: number): Int32Array {
  const starts: number[] = [];
  for (let phrase = 1; phrase < bounds.length; phrase++)
    for (let frame = bounds[phrase - 1]!; frame + patch <= bounds[phrase]!; frame++) starts.push(frame);
  return Int32Array.from(starts);
}

/**
 * Mean square distance of each patch of a guess from each of an example: [patches, starts]. From one patch to the next
 * one frame comes to it and one leaves it.
 */
function distancesOfPatches(
  apart: Float32Array,
  patches: number,
  frames: number,
  starts: Int32Array,
  patch: number,
): Float32Array {
  const ofExample = apart.length / frames;
  const between = (frame: number, other: number) => apart[(frame % frames) * ofExample + other]!;
  const distances = new Float32Array(patches * starts.length);
  const sums = new Float64Array(starts.length);
  for (let frame = 0; frame < patches; frame++) {
    for (let key = starts.length - 1; key >= 0; key--) {
      const start = starts[key]!;
      if (frame > 0 && key > 0 && starts[key - 1] === start - 1) {
        const [last, first] = [patch - 1, -1];
        sums[key] =
          sums[key - 1]! + between(frame + last, start + last) - between(frame + first, start + first);
      } else {
        let sum = 0;
        for (let k = 0; k < patch; k++) sum += between(frame + k, start + k);
        sums[key] = sum;
      }
      distances[frame * starts.length + key] = Math.max(0, sums[key]!) / patch;
    }
  }
  return distances;
}

/** Square distance of each frame of `a` from each of `b`: [frames of a, frames of b]. */
function* squaresBetween(a: Float32Array, b: Float32Array, pace: Matching["pace"]): Slices<Float32Array> {
  const rows = a.length / WIDTH;
  const out = new Float32Array(rows * (b.length / WIDTH));
  for (let row = 0; row < rows; row++) {
    writeSquares(a, row, b, out);
    if (pace) addPace(pace, row, out);
    yield (row + 1) / rows;
  }
  return out;
}

function addPace(pace: NonNullable<Matching["pace"]>, row: number, out: Float32Array): void {
  const columns = pace.example.length;
  for (let column = 0; column < columns; column++)
    out[row * columns + column]! += PACE * (pace.guess[row]! - pace.example[column]!) ** 2;
}

/** Square distances of one frame. By twos, and with no array inside: most of the time is spent here. */
function writeSquares(a: Float32Array, row: number, b: Float32Array, out: Float32Array): void {
  const columns = b.length / WIDTH;
  for (let column = 0; column < columns; column++) {
    let even = 0;
    let odd = 0;
    let i = row * WIDTH;
    let j = column * WIDTH;
    for (const end = i + COMPARED; i < end; i += 2, j += 2) {
      const first = a[i]! - b[j]!;
      const second = a[i + 1]! - b[j + 1]!;
      even += first * first;
      odd += second * second;
    }
    out[row * columns + column] = even + odd;
  }
}
