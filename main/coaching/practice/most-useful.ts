import type { Seconds } from "../../../shared/pose.ts";
import type { Difference } from "../../../shared/practice.ts";
import { type Found, isSection, momentOf, overlap, stretchOf } from "./found.ts";

/** Nobody remembers more between two passes. */
const MOST = 3;
/** Of the stretches that are not danced as they are there so many are enough to begin with. */
const MOST_SECTIONS = 2;
/** A part that is late by so much more than the whole body is late by itself: twice what a camera can tell. */
const BY_ITSELF: Seconds = 0.08;

/** Something that may be said, and in how many passes it was found. */
export interface Candidate {
  readonly found: Found;
  readonly passes: number;
}

/**
 * The most useful of what differs, the most useful first, three at most: a stretch that is danced otherwise before the
 * whole body, and that before a part of it; of each what is plainest, and plainer what came before. What follows from
 * something that is said already is left out, and no part is named again while another one could be.
 */
export function mostUseful(candidates: readonly Candidate[]): readonly Candidate[] {
  const ranked = candidates.toSorted((a, b) => rank(a.found) - rank(b.found) || plainness(b) - plainness(a));
  const chosen: Candidate[] = [];
  for (const mayRepeat of [false, true])
    for (const candidate of ranked)
      if (chosen.length < MOST && !chosen.includes(candidate) && isNews(candidate.found, chosen, mayRepeat))
        chosen.push(candidate);
  return chosen;
}

function rank(found: Found): number {
  if (isSection(found)) return 0;
  return found.part === "whole" ? 1 : 2;
}

const plainness = ({ found, passes }: Candidate): number => found.weight * (passes > 1 ? 2 : 1);

function isNews(found: Found, chosen: readonly Candidate[], mayRepeat: boolean): boolean {
  const said = chosen.map((candidate) => candidate.found);
  const sections = said.filter(isSection);
  if (isSection(found))
    return (
      sections.length < MOST_SECTIONS && !sections.some((other) => overlap(other.reference, found.reference))
    );
  if (sections.some(({ reference: { begin, end } }) => momentOf(found) >= begin && momentOf(found) <= end))
    return false;
  const differences = said.filter((other): other is Difference => !isSection(other));
  if (differences.some((other) => follows(found, other))) return false;
  const same = differences.filter(({ part }) => part === found.part);
  return same.length === 0 || (mayRepeat && same.length === 1 && same[0]!.kind !== found.kind);
}

/** Whether a part is late because the whole body is. */
function follows(found: Difference, other: Difference): boolean {
  return (
    found.kind === "timing" &&
    other.kind === "timing" &&
    other.part === "whole" &&
    overlap(stretchOf(found), stretchOf(other)) &&
    Math.abs(found.late - other.late) < BY_ITSELF
  );
}
