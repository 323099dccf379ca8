import { beatLength, likelihoods, PERIODS, PRIOR, TRANSITIONS } from "./beat-states.ts";

const LOG_TRANSITIONS = TRANSITIONS.map((row) => row.map(Math.log));

/**
 * The likeliest way through the states of the beat (Viterbi 1967), for a track that is known to its end.
 * @param activations of each frame, 0..1.
 * @returns the frames in which beats begin.
 */
export function likeliestBeats(activations: Float64Array): number[] {
  const rings = PERIODS.map((n, i) => new Float64Array(n).fill(Math.log(PRIOR[i]!)));
  const index = (i: number, position: number, step: number) => {
    const n = PERIODS[i]!;
    return (position + n - (step % n)) % n;
  };
  // Of each period that begins in a frame, the period before: only there a way forks.
  const before = new Uint8Array(activations.length * PERIODS.length);
  const endings = new Float64Array(PERIODS.length);
  for (const [frame, activation] of activations.entries()) {
    for (let i = 0; i < PERIODS.length; i++) endings[i] = rings[i]![index(i, PERIODS[i]! - 1, frame)]!;
    const [on, off] = likelihoods(activation);
    // What is off the beat is the same factor for all: only the others are weighed against it.
    const weight = Math.log(on / off);
    for (let to = 0; to < PERIODS.length; to++) {
      let [best, from] = [Number.NEGATIVE_INFINITY, 0];
      for (let i = 0; i < PERIODS.length; i++) {
        const value = endings[i]! + LOG_TRANSITIONS[i]![to]!;
        if (value > best) [best, from] = [value, i];
      }
      before[frame * PERIODS.length + to] = from;
      const ring = rings[to]!;
      ring[index(to, 0, frame + 1)] = best;
      for (let p = 0; p < beatLength(PERIODS[to]!); p++) ring[index(to, p, frame + 1)]! += weight;
    }
  }
  return wayBack(rings, index, before, activations.length);
}

function wayBack(
  rings: readonly Float64Array[],
  index: (i: number, position: number, step: number) => number,
  before: Uint8Array,
  frames: number,
): number[] {
  let [best, period, begin] = [Number.NEGATIVE_INFINITY, 0, -1];
  for (let i = 0; i < PERIODS.length; i++)
    for (let p = 0; p < PERIODS[i]!; p++) {
      const value = rings[i]![index(i, p, frames)]!;
      if (value > best) [best, period, begin] = [value, i, frames - 1 - p];
    }
  const beats: number[] = [];
  while (begin >= 0) {
    beats.push(begin);
    period = before[begin * PERIODS.length + period]!;
    begin -= PERIODS[period]!;
  }
  return beats.reverse();
}
