import { type Clip, ROOT_AT, ROW, rowAt } from "../../motion/clip.ts";
import { toLocal, toRoom } from "../../motion/heading.ts";
import { vectorLength } from "../../motion/vectors.ts";
import type { Generator } from "../generator.ts";
import { type BaselineState, baselineGenerator, rowAgo } from "./baseline.ts";

/** What is compared: so many poses of the last second, so many frames apart. */
const POSES = 6;
const APART = 6;
const PHRASE = (POSES - 1) * APART + 1;
/** Only every so-manieth frame is a candidate. */
const STRIDE = 3;
/** Two candidates of one clip nearer than this count as one, frames. */
const MIN_DISTANCE = 30;
/** A candidate has at least so many frames after it. */
const SHORTEST = 75;

/** Of a clip in which there is a candidate, frames. */
export const SHORTEST_CLIP = PHRASE + SHORTEST;

/** A frame of a clip, to be continued as the clip goes on. */
interface Candidate {
  readonly clip: Clip;
  readonly frame: number;
}

/** A candidate's future, from a frame of its clip on, in the place and heading of `origin`. */
interface Replay extends Candidate {
  readonly from: number;
  readonly origin: Float32Array;
}

/** Replays what followed the second most like the last one; then what followed the one most like the replay's end. */
export function nearest(clips: readonly Clip[], fps: number): Generator {
  const candidates = new Candidates(clips);
  return baselineGenerator<Replay>({
    name: "nearest",
    fps,
    reads: PHRASE,
    async next(states, { temperature }) {
      const begin = beginnings(candidates, states, temperature > 0);
      return states.map((state) => {
        const plan = state.plan ? goOn(candidates, state.plan, rowAgo(state, 0)) : begin(state);
        return { row: rowOf(plan), plan };
      });
    },
  });
}

/**
 * Where continuations begin. Options, that is, continuations from one and the same state, take the nearest candidate,
 * the second nearest, and so on; the expected path takes the nearest.
 */
function beginnings(
  candidates: Candidates,
  states: readonly BaselineState<Replay>[],
  areVaried: boolean,
): (state: BaselineState<Replay>) => Replay {
  const options = new Map<BaselineState<Replay>, number>();
  for (const state of states) if (!state.plan) options.set(state, (options.get(state) ?? 0) + 1);
  const waiting = new Map(
    [...options].map(([state, count]) => {
      const found = candidates.nearest((ago) => rowAgo(state, ago), areVaried ? count : 1);
      return [state, Array.from({ length: count }, (_, option) => found[option % found.length]!)];
    }),
  );
  return (state) => replayFrom(waiting.get(state)!.shift()!, rowAgo(state, 0));
}

const replayFrom = ({ clip, frame }: Candidate, origin: Float32Array): Replay => ({
  ...{ clip, frame: frame + 1 },
  ...{ from: frame, origin },
});

/** The replay one frame later; where its clip ends, another one. */
function goOn(candidates: Candidates, replay: Replay, last: Float32Array): Replay {
  const { clip, frame } = replay;
  if (frame + 1 < clip.frames) return { ...replay, frame: frame + 1 };
  const [next] = candidates.nearest((ago) => rowAt(clip, frame - ago), 1);
  return replayFrom(next!, last);
}

function rowOf({ clip, frame, from, origin }: Replay): Float32Array {
  const local = new Float32Array(ROW);
  const row = new Float32Array(ROW);
  toLocal(rowAt(clip, frame), rowAt(clip, from), local);
  toRoom(local, origin, row);
  return row;
}

class Candidates {
  readonly #all: Candidate[] = [];
  /** Of the second up to each. */
  readonly #descriptions: Float32Array[] = [];

  constructor(clips: readonly Clip[]) {
    for (const clip of clips) {
      for (let frame = PHRASE - 1; frame + SHORTEST < clip.frames; frame += STRIDE) {
        this.#all.push({ clip, frame });
        this.#descriptions.push(descriptionOf((ago) => rowAt(clip, frame - ago)));
      }
    }
  }

  /** The `count` most like a second's end, the nearest first; @param row of it, so many frames ago. */
  nearest(row: (framesAgo: number) => Float32Array, count: number): readonly Candidate[] {
    const description = descriptionOf(row);
    if (count === 1) return [this.#all[this.#nearestTo(description)]!];
    const distances = Float64Array.from(this.#descriptions, (other) => distanceOf(description, other));
    const order = Uint32Array.from(distances, (_, index) => index).sort(
      (a, b) => distances[a]! - distances[b]!,
    );
    const found: Candidate[] = [];
    for (const index of order) {
      if (found.length === count) break;
      const candidate = this.#all[index]!;
      const isFound = found.some(
        (other) => other.clip === candidate.clip && Math.abs(other.frame - candidate.frame) < MIN_DISTANCE,
      );
      if (!isFound) found.push(candidate);
    }
    return found;
  }

  /** Index of the nearest; of the others no more is added up than shows that they are farther. */
  #nearestTo(description: Float32Array): number {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let index = 0; index < this.#descriptions.length; index++) {
      const distance = distanceOf(description, this.#descriptions[index]!, least);
      if (distance < least) [best, least] = [index, distance];
    }
    return best;
  }
}

/** Poses of a second in the heading of the last one, the oldest first, [6 x 57]. */
function descriptionOf(row: (framesAgo: number) => Float32Array): Float32Array {
  const now = row(0);
  const description = new Float32Array(POSES * ROOT_AT);
  const local = new Float32Array(ROW);
  for (let pose = 0; pose < POSES; pose++) {
    toLocal(row((POSES - 1 - pose) * APART), now, local);
    description.set(local.subarray(0, ROOT_AT), pose * ROOT_AT);
  }
  return description;
}

/** Sum over poses and joints of the distances, metres; what is more than enough may be less than all of it. */
function distanceOf(a: Float32Array, b: Float32Array, enough = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < enough; i += 3)
    sum += vectorLength(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return sum;
}
