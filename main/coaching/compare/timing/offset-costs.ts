import type { DanceTracks, Tracked } from "../parts/dance-tracks.ts";
import { HUNG, type PartTrack } from "../parts/part-track.ts";
import { smoothed, withoutMean } from "../parts/steady.ts";

/** Where a part moves about is a mean over so much, standard deviation in seconds. */
const ABOUT = 0.8;
/** Nobody does anything twice alike to more than this, metres. */
const ALIKE = 0.015;
/** What two dances differ by beyond noise lasts for so many moments. */
const LASTING = 9;
/** A joint that is so many deviations off by its square is no worse than twice as far: it was seen wrong, or is danced otherwise. */
const TAIL = 8;

/** How far a reference moves is told over so much, standard deviation in seconds, */
const BELIEVED = 0.5;
/** in which noise is so many times as large as it should be, now and then. */
const MARGIN = 1.5;

/** One part of both dances, ready to be compared at any offset. */
export interface Pair {
  readonly width: number;
  /** [moments, width] at the rate of moments, [fine frames, width] at the dance's: what moves. */
  readonly reference: Float32Array;
  readonly dance: Float32Array;
  /** Variance of a difference in the camera's axes, square metres: of one moment as if it were independent, */
  readonly variance: Float64Array;
  /** and of what remains once both are smoothed. */
  readonly remaining: Float64Array;
  readonly inRoom: boolean;
}

export function pairOf(reference: DanceTracks, dance: DanceTracks, part: Tracked): Pair {
  const [a, b] = [reference.tracks[part], dance.tracks[part]];
  const { width } = a;
  const noises = (level: (tracks: DanceTracks) => number) =>
    Float64Array.from(
      { length: width },
      (_, k) => level(reference) * levelled(a.noise, k) + level(dance) * b.noise[k]!,
    );
  return {
    width,
    reference: believed(withoutMean(a.values, width, ABOUT * reference.rate), a, reference),
    dance: withoutMean(b.values, width, ABOUT * dance.rate),
    variance: noises(({ cameraRate }) => reference.rate / cameraRate).map((noise) => noise + ALIKE ** 2),
    remaining: noises(({ left }) => left),
    inRoom: part === "weight" || HUNG[part].inRoom,
  };
}

/**
 * What of a noisy reference's movement is believed (Wiener 1949): all of it where it moves far, none where it is no more
 * than noise, since noise laid beside noise fits somewhere by chance.
 */
function believed(
  moved: Float32Array,
  { width, noise }: PartTrack,
  { rate, left }: DanceTracks,
): Float32Array {
  const energy = smoothed(
    moved.map((value) => value ** 2),
    width,
    BELIEVED * rate,
  );
  return moved.map((value, i) => {
    const first = i - (i % 3);
    const k = first % width;
    const of = energy[first]! + energy[first + 1]! + energy[first + 2]!;
    const ofNoise = left * (noise[k]! + noise[k + 1]! + noise[k + 2]!);
    return value * Math.max(0, 1 - (MARGIN * ofNoise) / (of + 1e-12));
  });
}

/** The reference was seen from another side: across and depth are one. */
const levelled = (noise: Float64Array, k: number): number =>
  k % 3 === 1 ? noise[k]! : (noise[k - (k % 3)]! + noise[k - (k % 3) + 2]!) / 2;

/** Squares of the differences of one joint along the camera's axes, into `out`. */
export function differenceOf(
  { width, reference, dance, inRoom }: Pair,
  moment: number,
  frame: number,
  joint: number,
  heading: { readonly cos: number; readonly sin: number },
  out: Float64Array,
): void {
  const [p, q] = [moment * width + 3 * joint, frame * width + 3 * joint];
  const x = dance[q]! - reference[p]!;
  const z = dance[q + 2]! - reference[p + 2]!;
  out[1] = dance[q + 1]! - reference[p + 1]!;
  out[0] = inRoom ? x : x * heading.cos - z * heading.sin;
  out[2] = inRoom ? z : z * heading.cos + x * heading.sin;
}

const apart = new Float64Array(3);

/**
 * What it costs to be at each of the dance's frames around `base` at each moment: minus twice the log-likelihood, heavy in
 * its tails.
 * @param base the dance's frame in the middle of the states at each moment, [moments]
 * @returns [moments, states]
 */
export function offsetCosts(
  pair: Pair,
  headings: DanceTracks["headings"],
  base: Int32Array,
  states: number,
): Float32Array {
  const joints = pair.width / 3;
  const frames = pair.dance.length / pair.width;
  const costs = new Float32Array(base.length * states);
  for (let moment = 0; moment < base.length; moment++)
    for (let s = 0; s < states; s++) {
      const frame = base[moment]! + s - (states >> 1);
      let sum = joints * 3;
      if (frame >= 0 && frame < frames) {
        sum = 0;
        for (let joint = 0; joint < joints; joint++) {
          differenceOf(pair, moment, frame, joint, headings[frame]!, apart);
          let square = 0;
          for (let axis = 0; axis < 3; axis++) square += apart[axis]! ** 2 / pair.variance[3 * joint + axis]!;
          sum += TAIL * Math.log1p(square / TAIL);
        }
      }
      costs[moment * states + s] = sum;
    }
  return costs;
}

/** The pair with what two dances differ by along a path, beyond noise, in its variance. */
export function withMisfit(pair: Pair, headings: DanceTracks["headings"], path: Int32Array): Pair {
  const frames = pair.dance.length / pair.width;
  const squares = Array.from({ length: pair.width }, (): number[] => []);
  path.forEach((frame, moment) => {
    if (frame < 0 || frame >= frames) return;
    for (let joint = 0; joint < pair.width / 3; joint++) {
      differenceOf(pair, moment, frame, joint, headings[frame]!, apart);
      for (let axis = 0; axis < 3; axis++) squares[3 * joint + axis]!.push(apart[axis]! ** 2);
    }
  });
  const variance = pair.variance.map((noise, k) => {
    const median = squares[k]!.sort((a, b) => a - b)[squares[k]!.length >> 1] ?? 0;
    return noise + LASTING * Math.max(0, median / 0.4549 - pair.remaining[k]!);
  });
  return { ...pair, variance };
}
