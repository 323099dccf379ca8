import type { Random } from "../../motion/random.ts";
import type { Candidate, Material, Place } from "./material.ts";
import { STRIDE } from "./pose-graph.ts";
import type { Words } from "./words.ts";

/** A stretch of the material that was danced in order: where from, how many frames, and until when, frames. */
interface Stretch extends Place {
  readonly frames: number;
  readonly until: number;
}

/** Where a walk is in its material. Never changed once made. */
export interface Walk {
  readonly place: Place;
  /** How many frames have been danced, and how many of them since the walk came to this stretch. */
  readonly danced: number;
  readonly since: number;
  /** What was danced in the last minute before this stretch, oldest first. */
  readonly visited: readonly Stretch[];
}

/** How walks go. */
export interface Habits {
  /** Frames a second. */
  readonly fps: number;
  readonly temperature: number;
  /** Share of each style of the graph that is asked for, and in her own words; null where there is no choice. */
  readonly styles: readonly number[] | null;
  readonly own: readonly number[] | null;
  /** A distance that costs 1, metres: nobody goes farther who need not. */
  readonly usual: number;
}

/** A stretch is danced for at least so long, */
const SHORTEST_SECONDS = 1;
/** and then left at this rate at temperature 1, a second. */
const LEAVING = 0.5;
/** Her own words are danced in order for no longer than this, seconds: they would be a recording of her. */
const LONGEST_COPY = 2.8;
/** Where one was within this time one does not go again, seconds; */
const LOOP_SECONDS = 5;
/** later it costs so much less, until it costs nothing. */
const VISITED_SECONDS = 60;
const VISITED = 2;
/** What comes as soon after a place as this counts as danced there, frames; */
const AHEAD = 45;
/** and nobody dances on into it who is as near as this. */
const SOON = 6;
/** An acceleration at which a beginning costs 1 more, metres a second squared; it grows with its square. */
const JOLT = 15;
/** What a style costs that is not asked for at all; and how small a share counts as none. */
const STYLE = 0.7;
const NONE = 0.02;
/** Of a style whose share is smaller, a walk leaves as soon as it can. */
const RARE = 0.1;
/** Of the whole archive so many moments are looked at where every edge would lead round in a circle. */
const WIDER = 32;
/** Differences of cost this large matter at temperature 1. */
const CHOICE = 0.35;

/** What one may begin with; drawn as everything else is. */
export function begun(
  candidates: readonly Candidate[],
  habits: Habits,
  material: Material,
  random: Random,
): Walk | null {
  const none: Walk = { place: { source: "takes", frame: -1 }, danced: 0, since: 0, visited: [] };
  const place = drawn(candidates, none, habits, material, random, true);
  return place && { ...none, place };
}

/** Where the walk goes over to now; null where it goes on as it is. */
export function branch(
  walk: Walk,
  words: Words,
  habits: Habits,
  material: Material,
  random: Random,
): Place | null {
  const { place, since } = walk;
  if (!material.isBranch(place)) return null;
  const { fps, temperature } = habits;
  const isOwn = place.source !== "takes";
  const left = material.leftAt(place, words);
  const isRoundAgain = (ahead: number) =>
    loopAt(place, walk.danced, walk.visited, ahead) < LOOP_SECONDS * fps;
  const must = left < STRIDE || (isOwn && since >= LONGEST_COPY * fps) || isRoundAgain(SOON);
  if (!must) {
    if (since < SHORTEST_SECONDS * fps) return null;
    const perFrame = (LEAVING * temperature) / fps;
    const step = isOwn ? 1 : STRIDE;
    const wants = isRoundAgain(AHEAD) || (temperature > 0 && random() < 1 - Math.exp(-perFrame * step));
    if (!wants) {
      if (shareIn(habits, material, place) >= RARE) return null;
      const better = material
        .fromPlace(place, words)
        .filter((candidate) => shareIn(habits, material, candidate) >= RARE);
      return drawn(better, walk, habits, material, random, false);
    }
  }
  const candidates = material.fromPlace(place, words);
  const isLoop = (candidate: Candidate) => loopFrom(candidate, walk) < LOOP_SECONDS * fps;
  // Rather a longer way than a small circle.
  const wider = must && candidates.every(isLoop) ? material.likePlace(place, words, WIDER) : [];
  return drawn([...candidates, ...wider], walk, habits, material, random, must);
}

/** The walk a frame later, on the way it was on; where that has come to its end it stays there. */
export const goneOn = (walk: Walk, hasNext: boolean): Walk => {
  const { place, danced, since } = walk;
  if (!hasNext) return { ...walk, danced: danced + 1 };
  return { ...walk, place: { ...place, frame: place.frame + 1 }, danced: danced + 1, since: since + 1 };
};

/** The walk at another place. */
export function goneTo(walk: Walk, { source, frame }: Place, fps: number): Walk {
  const { danced } = walk;
  const visited = walk.visited.filter(({ until }) => danced - until < VISITED_SECONDS * fps);
  return { place: { source, frame }, danced, since: 0, visited: [...visited, stretchOf(walk)] };
}

/** One of the candidates: the likelier, the less it costs; at temperature 0 the best. Null where none will do. */
function drawn(
  candidates: readonly Candidate[],
  walk: Walk,
  habits: Habits,
  material: Material,
  random: Random,
  must: boolean,
): Candidate | null {
  const costs = candidates.map((candidate) =>
    must || candidate.distance <= habits.usual
      ? costOf(candidate, walk, habits, material)
      : Number.POSITIVE_INFINITY,
  );
  const least = Math.min(...costs);
  if (candidates.length === 0 || (!must && least === Number.POSITIVE_INFINITY)) return null;
  // All were danced a moment ago: the one that was danced first.
  if (least === Number.POSITIVE_INFINITY) {
    const ages = candidates.map((candidate) => loopFrom(candidate, walk));
    return candidates[ages.indexOf(Math.max(...ages))]!;
  }
  if (habits.temperature <= 0) return candidates[costs.indexOf(least)]!;
  const weights = costs.map((cost) => Math.exp((least - cost) / (CHOICE * habits.temperature)));
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return candidates[Math.max(0, index)]!;
}

function costOf(candidate: Candidate, walk: Walk, habits: Habits, material: Material): number {
  const { fps, usual } = habits;
  const age = loopFrom(candidate, walk) / fps;
  if (age < LOOP_SECONDS) return Number.POSITIVE_INFINITY;
  return (
    candidate.distance / usual +
    ((candidate.jolt ?? 0) / JOLT) ** 2 +
    VISITED * Math.max(0, 1 - age / VISITED_SECONDS) -
    STYLE * Math.log(Math.max(NONE, shareIn(habits, material, candidate)))
  );
}

/** How much its style is asked for: 1 where there is no choice. */
function shareIn({ styles, own }: Habits, material: Material, place: Place): number {
  if (styles === null) return 1;
  const style = material.styleOf(place);
  if (style !== null) return styles[style]!;
  return styles.reduce((sum, share, index) => sum + share * (own?.[index] ?? 0), 0);
}

/**
 * How long a loop would be that comes from dancing on from a place, frames: how long ago something was danced that comes
 * within the next frames from there.
 */
function loopAt(
  { source, frame }: Place,
  danced: number,
  stretches: readonly Stretch[],
  ahead: number,
): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const stretch of stretches) {
    if (stretch.source !== source) continue;
    const last = stretch.frame + stretch.frames;
    // The first frame that both have.
    const both = Math.max(frame, stretch.frame);
    if (both > last || both > frame + ahead) continue;
    shortest = Math.min(shortest, danced - stretch.until + last - both + (both - frame));
  }
  return shortest;
}

/** The same of a place that the walk might go over to. */
const loopFrom = (place: Place, walk: Walk): number =>
  loopAt(place, walk.danced, [...walk.visited, stretchOf(walk)], AHEAD);

/** What the walk is dancing now. */
const stretchOf = ({ place, since, danced }: Walk): Stretch => ({
  source: place.source,
  frame: place.frame - since,
  frames: since,
  until: danced,
});
