import type { Section } from "../../../../shared/practice.ts";
import { COURSE_RATE, type Features } from "../course/features.ts";
import { likenessOf } from "../likeness.ts";
import { follow, MIRRORED, SOMETHING_ELSE } from "./follow.ts";
import { glancesOf } from "./glances.ts";
import { mainLine } from "./main-line.ts";
import { type Run, runsOf, withoutWays } from "./runs.ts";

/** Two dances as they are laid beside each other, at COURSE_RATE in the reference's time. */
export interface Course {
  readonly reference: Features;
  readonly dance: Features;
  /** The dance's frame at each of the reference's, by the whole warp; NaN before its first and behind its last. */
  readonly way: Float32Array;
}

/** Less is not said: it may be late, or hurried, instead. */
const SHORTEST = 0.6 * COURSE_RATE;

/**
 * What of the reference is missing, danced again or mirrored, and what of the dance is not in it. What she does before she
 * begins and after she has ended is not hers to be judged.
 * @returns sections; how sure it is that both are the same phrase, 0..1; and the way, NaN where the reference is missing or
 *   mirrored.
 */
export function findSections({ reference, dance, way }: Course): {
  readonly sections: readonly Section[];
  readonly likeness: number;
  readonly way: Float32Array;
} {
  const [there, hers] = [glancesOf(reference), glancesOf(dance)];
  const followed = follow(there, hers);
  const runs = withoutWays(runsOf(followed));
  const line = mainLine(runs.filter(({ state }) => state !== SOMETHING_ELSE));
  const sections = sectionsIn(runs, line, reference.frames).filter(({ reference: of, dance: by }) =>
    [of, by].some(({ begin, end }) => end - begin > (SHORTEST - 0.5) / COURSE_RATE),
  );
  return {
    sections,
    likeness: likenessOf(there, hers, followed),
    way: sections.length === 0 ? way : wayOf(line, reference.frames),
  };
}

const stretch = (from: number, to: number) => ({ begin: from / COURSE_RATE, end: to / COURSE_RATE });

function sectionsIn(runs: readonly Run[], line: readonly Run[], frames: number): readonly Section[] {
  const sections: Section[] = [];
  /** Frames of the reference, and of the dance, that are done. */
  let [reached, danced] = [0, 0];
  const leftOut = (to: number, at: number) =>
    sections.push({ kind: "missing", reference: stretch(reached, to), dance: stretch(at, at) });
  for (const run of runs) {
    const { state, from, to, first, end } = run;
    const isFollowed = line.includes(run);
    const again = isFollowed ? Math.max(0, reached - first) : end - first;
    if (state === SOMETHING_ELSE) {
      if (reached > 0 && run !== runs.at(-1))
        sections.push({ kind: "added", reference: stretch(reached, reached), dance: stretch(from, to) });
    } else if (!isFollowed && !isDanced(line, run))
      sections.push({ kind: "added", reference: stretch(reached, reached), dance: stretch(from, to) });
    else {
      if (isFollowed && first > reached) leftOut(first, from);
      if (again > 0)
        sections.push({
          kind: "repeated",
          reference: stretch(first, first + again),
          dance: stretch(from, Math.min(to, from + again)),
        });
      if (state === MIRRORED)
        sections.push({ kind: "mirrored", reference: stretch(first, end), dance: stretch(from, to) });
    }
    if (isFollowed) [reached, danced] = [end, to];
  }
  if (reached < frames) leftOut(frames, danced);
  return sections;
}

/** Whether most of what a run dances is danced in the line too. */
function isDanced(line: readonly Run[], { first, end }: Run): boolean {
  const both = line.reduce(
    (sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(first, one.first)),
    0,
  );
  return both > (end - first) / 2;
}

/** The dance's frame at each of the reference's. */
function wayOf(line: readonly Run[], frames: number): Float32Array {
  const way = new Float32Array(frames).fill(Number.NaN);
  for (const { state, from, to, first, end } of line) {
    if (state === MIRRORED) continue;
    for (let place = first; place < end; place++)
      if (Number.isNaN(way[place]!)) way[place] = from + ((place - first) * (to - from)) / (end - first);
  }
  return way;
}
