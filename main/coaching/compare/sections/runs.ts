import { COURSE_RATE } from "../course/features.ts";
import { type Followed, SOMETHING_ELSE } from "./follow.ts";

/** A stretch of the dance that follows the reference without a jump, or is something else all along. */
export interface Run {
  readonly state: number;
  /** Frames of the dance: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Frames of the reference, likewise; one and the same for something else, which is danced before it. */
  readonly first: number;
  readonly end: number;
}

/** Who dances at another pace stays at a frame, or leaves one out; who leaves out or comes back by more has jumped. */
const PACE = 2;

export function runsOf({ states, places }: Followed): readonly Run[] {
  const runs: Run[] = [];
  states.forEach((state, frame) => {
    const end = places[frame]! + 1;
    const first = state === SOMETHING_ELSE ? end : end - 1;
    const last = runs.at(-1);
    if (last?.state === state && first >= last.end - 1 && end <= last.end + PACE)
      runs[runs.length - 1] = { ...last, to: frame + 1, end };
    else runs.push({ state, from: frame, to: frame + 1, first, end });
  });
  return runs;
}

/** The way from one place of the dance to another takes at most so many frames. */
const WAY = 1.2 * COURSE_RATE;

/**
 * Runs without the ways between them. Who leaves out, repeats or mirrors a bar comes there from elsewhere than the reference
 * does, and is like none of it for a while: that is no dance of its own, but the beginning of what follows.
 */
export function withoutWays(runs: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const [other, before] = [out.at(-1), out.at(-2)];
    if (other?.state !== SOMETHING_ELSE || !before || run.state === SOMETHING_ELSE) out.push(run);
    else out.splice(-2, 2, ...joined(before, other, run));
  }
  return out;
}

function joined(before: Run, other: Run, after: Run): readonly Run[] {
  const length = other.to - other.from;
  const leftOut = after.first - before.end;
  // Of something else in place of something that is left out, as much as both last is the way.
  const both = leftOut < -PACE ? length : Math.min(length, Math.max(0, leftOut));
  const way = both > WAY ? 0 : Math.min(both, after.first);
  const longer = { ...after, from: after.from - way, first: after.first - way };
  if (way < length) return [before, { ...other, to: other.to - way }, longer];
  const goesOn = before.state === after.state && Math.abs(longer.first - before.end) <= PACE;
  return goesOn ? [{ ...before, to: after.to, end: after.end }] : [before, longer];
}
