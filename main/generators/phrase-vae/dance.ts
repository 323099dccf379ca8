import { FEATURES, squareDistance, VELOCITY_FRAMES, writeFeatures } from "../../motion/moments/features.ts";
import type { Random } from "../../motion/random.ts";
import { type Join, joined, joinTo } from "../motion-graph/join.ts";
import { placementsOf } from "./phrase-rows.ts";
import { near, type PhraseSpace, type Point } from "./phrase-space.ts";

/** A dancer's phrase, and where it is in the space. Placements are of an adult's body. */
export interface Phrase {
  readonly placements: readonly Float32Array[];
  /** Frames that she stands still in before she was seen. */
  readonly held: number;
  readonly point: Point;
}

/** What was shown last, and what was a frame earlier, [57]. */
export interface Shown {
  readonly shown: Float32Array;
  readonly before: Float32Array;
}

/**
 * A phrase near hers that is danced now: written a stretch at a time, and joined to what was danced before. Never changed
 * once made.
 */
export interface Dance extends Shown {
  readonly hers: Phrase;
  readonly drawn: Point;
  /** Written of the phrase, and the segment that is to be written next. */
  readonly stretch: readonly Float32Array[];
  readonly next: number;
  /** The frame of the stretch that is shown. */
  readonly at: number;
  readonly join: Join;
  readonly joinedAt: number;
  /** What goes on from its end, where that is written already. */
  readonly following: Dance | null;
}

/** Segments that are written at once: no more than is danced, since a look ahead is soon looked anew; */
const STRETCH = 4;
/** fewer of what is danced first, since all options begin in one frame; */
const FIRST_STRETCH = 2;
/** and those beside them that are written with them, since neighbours decide together. */
const BESIDE = 1;
/** A phrase begins within this share of it, at the moment of hers most like what was shown last. */
const FIRST = 0.6;
const ORIGIN = { x: 0, z: 0, angle: 0 };

/** What follows a stretch may be written in its last so many frames. */
const AHEAD = 16;

/** Frames of the stretch that are still to be shown. */
const left = ({ at, stretch }: Dance): number => stretch.length - 1 - at;

/** What is danced next: the stretch, or what follows it where it has ended; null where nothing does. */
export const goingOn = (dance: Dance): Dance | null => (left(dance) > 0 ? dance : dance.following);

/**
 * Which of them what follows is to be written of now. Options begin together and end together: as many are written in each
 * frame as it takes to have all in time, so that none is much dearer than another.
 */
export function dueAmong(dances: readonly (Dance | null)[]): readonly number[] {
  const framesLeft = (index: number) => left(dances[index]!);
  const waiting = [...dances.keys()]
    .filter((index) => dances[index] && !dances[index].following && framesLeft(index) <= AHEAD)
    .sort((a, b) => framesLeft(a) - framesLeft(b));
  return waiting.length === 0 ? [] : waiting.slice(0, Math.ceil(waiting.length / framesLeft(waiting[0]!)));
}

/** The same where its stretch ends. */
export function atItsEnd(dance: Dance, fps: number): Dance {
  let end = dance;
  while (left(end) > 0) end = goneOn(end, fps);
  return end;
}

/** One frame on. */
export function goneOn(dance: Dance, fps: number): Dance {
  const at = dance.at + 1;
  const shown = joined(dance.join, dance.stretch[at]!, (at - dance.joinedAt) / fps);
  return { ...dance, at, shown, before: dance.shown };
}

/** What is to be written next. */
export interface Stretch extends Shown {
  readonly hers: Phrase;
  readonly drawn: Point;
  readonly from: number;
  /** Segments that are written. */
  readonly segments: number;
  /** The frame of the phrase that is like what was shown last. */
  readonly like: number;
}

/** The next stretch of the phrase that is danced, or of another near hers where that is over or none is danced yet. */
export function stretchAfter(
  hers: Phrase,
  last: Shown | Dance,
  { segment, latent }: PhraseSpace,
  fps: number,
  sigma: number,
  random: Random,
): Stretch {
  const { shown, before } = last;
  if ("drawn" in last && last.next * latent < last.drawn.length)
    return {
      ...{ hers, shown, before, drawn: last.drawn },
      ...{ from: last.next, segments: STRETCH, like: last.next * segment - 1 },
    };
  const like = mostLike(hers, last, fps);
  return {
    hers,
    shown,
    before,
    drawn: near(hers.point, sigma, random),
    from: Math.floor(like / segment),
    segments: "drawn" in last ? STRETCH : FIRST_STRETCH,
    like,
  };
}

/** Writes stretches and joins them to what was shown; those that are as long are written together, as one product. */
export async function written(
  stretches: readonly Stretch[],
  space: PhraseSpace,
  fps: number,
): Promise<readonly Dance[]> {
  const { segment, latent } = space;
  const parts = stretches.map(({ drawn, from, segments }) => {
    const all = drawn.length / latent;
    const to = Math.min(all, from + segments);
    const first = Math.max(0, from - BESIDE);
    return { first, to, point: drawn.slice(first * latent, Math.min(all, to + BESIDE) * latent) };
  });
  const dances: Dance[] = [];
  for (const same of Map.groupBy(parts.keys(), (index) => parts[index]!.point.length).values()) {
    const rows = await space.decode(same.map((index) => parts[index]!.point));
    same.forEach((index, row) => {
      const { hers, drawn, shown, before, like } = stretches[index]!;
      const { first, to } = parts[index]!;
      const stretch = placementsOf(rows[row]!, fps, ORIGIN).slice(0, (to - first) * segment);
      const at = like - first * segment;
      const join = joinTo(shown, before, stretch[at]!, stretch[at - 1]!, fps);
      const dance = { hers, drawn, stretch, next: to, at, join, joinedAt: at, shown, before };
      dances[index] = { ...dance, following: null };
    });
  }
  return dances;
}

function mostLike({ placements, held }: Phrase, { shown, before }: Shown, fps: number): number {
  const now = new Float32Array(FEATURES);
  const then = new Float32Array(FEATURES);
  // Where she was two frames ago, had she moved as she does now.
  const earlier = shown.map((value, i) => value - VELOCITY_FRAMES * (value - before[i]!));
  writeFeatures(shown, earlier, fps, now);
  // Of whom too little was seen, the phrase is danced from its beginning.
  let [like, least] = [VELOCITY_FRAMES, Number.POSITIVE_INFINITY];
  for (let frame = held + VELOCITY_FRAMES; frame < FIRST * placements.length; frame++) {
    writeFeatures(placements[frame]!, placements[frame - VELOCITY_FRAMES]!, fps, then);
    const square = squareDistance(now, 0, then, 0, FEATURES, least);
    if (square < least) [like, least] = [frame, square];
  }
  return like;
}
