import type { Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { beatsOfGrid, fittedGrid, offBeat } from "../../motion/features/beat-grid.ts";
import { beatsIn } from "../../motion/features/beats.ts";

/** Beats that are further off the even ones than this, root of the mean square, are none: those of chance come to 0.2 of a beat. */
const STEADY = 0.14;

/** Beats of a track, seconds of the reference under which it begins, as far as the reference goes. */
export function beatsOfTrack(
  { begin, clip, fps }: PracticeReference,
  beats: Iterable<number>,
  trackBegin: Seconds,
): readonly Seconds[] {
  const end = begin + (clip.frames - 1) / fps;
  return [...beats].map((beat) => beat - trackBegin).filter((beat) => beat >= begin && beat <= end);
}

/** The even beats that her own movement has; none where it has no steady ones. */
export function ownBeats({ begin, clip, fps }: PracticeReference): readonly Seconds[] {
  // The first frame counts as standing still, and is none of hers.
  const moments = beatsIn(clip, fps)
    .filter((frame) => frame > 0)
    .map((frame) => begin + frame / fps);
  const grid = fittedGrid(moments);
  if (!grid) return [];
  const off = moments.reduce((sum, moment) => sum + offBeat(grid, moment) ** 2, 0) / moments.length;
  return Math.sqrt(off) < STEADY ? beatsOfGrid(grid, begin, begin + (clip.frames - 1) / fps) : [];
}
