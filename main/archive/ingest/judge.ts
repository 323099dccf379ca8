import type { Seconds } from "../../../shared/pose.ts";
import { type Fault, faultsOfPerson, faultsOfPictures } from "./faults.ts";
import { type Track, tracksOfShot } from "./identities.ts";
import type { SeenFrame } from "./seen.ts";
import type { IngestSettings } from "./settings.ts";

/** Frames of a shot: from `first` until before `end`. */
export interface Run {
  readonly first: number;
  readonly end: number;
}

/** Frames that are not kept, and why. */
export interface Rejected extends Run, Fault {
  /** Whose; null where it is of nobody in particular. */
  readonly person: number | null;
}

/** Somebody who can be trusted in some stretches of a shot. */
export interface Trusted extends Track {
  /** Counted from 1, in the order in which they are first trusted, then all others. */
  readonly id: number;
  /** Within each of them no gap is longer than may be bridged. */
  readonly runs: readonly Run[];
  /** Whether she can be trusted in a frame; in the others of a run she is bridged. */
  readonly isTrusted: (index: number) => boolean;
}

export interface Judgement {
  readonly people: readonly Trusted[];
  readonly rejected: readonly Rejected[];
}

/** What of a shot can be trusted, and why the rest cannot. */
export function judgeShot(frames: readonly SeenFrame[], fps: number, settings: IngestSettings): Judgement {
  const ofPictures = faultsOfPictures(frames, settings);
  const judged = tracksOfShot(frames, settings).map((track) =>
    judgeTrack(frames, fps, track, ofPictures, settings),
  );
  judged.sort((a, b) => firstOf(a) - firstOf(b));
  const people = judged.map(({ track, runs, isTrusted }, index) => ({
    ...track,
    runs,
    isTrusted,
    id: index + 1,
  }));
  const nobody: Fault = { reason: "nobody", measured: 0, threshold: 1 };
  const empty = frames.map((_, index) => judged.every(({ track }) => track.seen[index] === null));
  const inGaps = frames.map((_, index) => people.some(({ runs }) => runs.some((run) => isIn(run, index))));
  const ofFrames = frames.map(
    (_, index) => ofPictures[index] ?? (empty[index] && !inGaps[index] ? nobody : null),
  );
  const ofPeople = judged.flatMap(({ faults }, index) => rejectedRuns(faults, index + 1));
  const rejected = [...rejectedRuns(ofFrames, null), ...ofPeople];
  return {
    people: people.filter(({ runs }) => runs.length > 0),
    rejected: rejected.sort((a, b) => a.first - b.first),
  };
}

interface JudgedTrack {
  readonly track: Track;
  readonly runs: readonly Run[];
  readonly isTrusted: (index: number) => boolean;
  /** Why she is not kept in a frame that she is in, apart from its picture. */
  readonly faults: readonly (Fault | null)[];
}

const firstOf = ({ runs }: JudgedTrack): number => runs[0]?.first ?? Number.POSITIVE_INFINITY;

const isIn = ({ first, end }: Run, index: number): boolean => index >= first && index < end;

function judgeTrack(
  frames: readonly SeenFrame[],
  fps: number,
  track: Track,
  ofPictures: readonly (Fault | null)[],
  settings: IngestSettings,
): JudgedTrack {
  const seen = faultsOfPerson(frames, track.seen, settings);
  const own = frames.map((_, index) => seen[index] ?? track.faults[index] ?? null);
  const isTrusted = (index: number) => track.seen[index] !== null && !own[index] && !ofPictures[index];
  // Over a cut of light or a moved camera, and to somebody else, nothing is bridged.
  const breaks = (index: number) => ofPictures[index] !== null || own[index]?.reason === "swapped";
  const joined = joinedRuns(frames, fps, isTrusted, breaks, settings.longestGap);
  const long = joined.filter((run) => secondsOf(frames, fps, run) >= settings.shortest - 1e-6);
  const [first, last] = [track.seen.findIndex(Boolean), track.seen.findLastIndex(Boolean)];
  // Where she is not seen for a while the reason is that for which she was not trusted before, if there was one.
  let lost: Fault = { reason: "unsure", measured: 0, threshold: settings.sureness };
  const faults = frames.map((_, index): Fault | null => {
    if (index < first || index > last || ofPictures[index] || long.some((run) => isIn(run, index)))
      return null;
    const short = joined.find((run) => isIn(run, index));
    if (short)
      return { reason: "short", measured: secondsOf(frames, fps, short), threshold: settings.shortest };
    lost = own[index] ?? lost;
    return lost;
  });
  return { track, runs: long, isTrusted, faults };
}

function secondsOf(frames: readonly SeenFrame[], fps: number, { first, end }: Run): Seconds {
  return frames[end - 1]!.t - frames[first]!.t + 1 / fps;
}

/** Runs of good frames, joined over the gaps that may be bridged. */
function joinedRuns(
  frames: readonly SeenFrame[],
  fps: number,
  isTrusted: (index: number) => boolean,
  breaks: (index: number) => boolean,
  longestGap: Seconds,
): Run[] {
  const runs: Run[] = [];
  let isBroken = false;
  for (let index = 0; index < frames.length; index++) {
    isBroken ||= breaks(index);
    if (!isTrusted(index)) continue;
    const before = runs.at(-1);
    const gap = before ? frames[index]!.t - frames[before.end - 1]!.t - 1 / fps : Number.POSITIVE_INFINITY;
    if (before && !isBroken && gap < longestGap) runs[runs.length - 1] = { ...before, end: index + 1 };
    else runs.push({ first: index, end: index + 1 });
    isBroken = false;
  }
  return runs;
}

/** Frames one after the other that have the same reason; what was measured is the worst of them. */
function rejectedRuns(faults: readonly (Fault | null)[], person: number | null): Rejected[] {
  const runs: Rejected[] = [];
  faults.forEach((fault, index) => {
    if (!fault) return;
    const last = runs.at(-1);
    if (last?.end !== index || last.reason !== fault.reason || last.threshold !== fault.threshold)
      runs.push({ ...fault, person, first: index, end: index + 1 });
    else runs[runs.length - 1] = { ...last, end: index + 1, measured: worse(last, fault) };
  });
  return runs;
}

const worse = ({ measured, threshold }: Fault, other: Fault): number =>
  Math.abs(other.measured - threshold) > Math.abs(measured - threshold) ? other.measured : measured;
