import type { Heard } from "../../../shared/music.ts";
import type { Random } from "../../motion/random.ts";
import type { Candidate, Material, Place } from "./material.ts";
import { fitOf, rateTo } from "./on-beat.ts";
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
  /** How far on the way to the next frame it is: 0 but where it is danced faster or slower than it was. */
  readonly beyond: number;
  /** The frame at which it came to this stretch. */
  readonly from: number;
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
  /** The music at the frame that is made; null where nothing is heard. */
  readonly heard: Heard | null;
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
/** What it costs more that none of the body's next beats falls on the music than that all do. */
const BEAT = 3;
/** What it costs to move as much as anybody can to a music that is hardly heard, or the other way about. */
const ENERGY = 0.5;
/** Where less of them does, one leaves at so many times the rate, for what falls on it better. */
const OFF_BEAT = 0.6;
const EAGER = 4;
/** As near to the next frame as one comes without being there. */
const JUST_BEFORE = 0.999;
/** Differences of cost this large matter at temperature 1. */
const CHOICE = 0.35;

/** What one may begin with; drawn as everything else is. */
export function begun(
  candidates: readonly Candidate[],
  words: Words,
  habits: Habits,
  material: Material,
  random: Random,
): Walk | null {
  const nowhere = { place: { source: "takes", frame: -1 }, from: -1 } as const;
  const none: Walk = { ...nowhere, beyond: 0, danced: 0, since: 0, visited: [] };
  const place = drawn(candidates, none, words, habits, material, random, true);
  return place && { ...none, place, from: place.frame };
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
  const { fps, temperature, heard } = habits;
  const isOwn = place.source !== "takes";
  const left = material.leftAt(place, words);
  const isRoundAgain = (ahead: number) =>
    loopAt(place, walk.danced, walk.visited, ahead) < LOOP_SECONDS * fps;
  const must = left < STRIDE || (isOwn && since >= LONGEST_COPY * fps) || isRoundAgain(SOON);
  if (!must) {
    if (since < SHORTEST_SECONDS * fps) return null;
    const isOffBeat = heard !== null && fitOf(heard, material.beatsAfter(place, words), 1 / fps) < OFF_BEAT;
    const perFrame = (LEAVING * (isOffBeat ? EAGER : 1) * temperature) / fps;
    const step = isOwn ? 1 : STRIDE;
    const wants = isRoundAgain(AHEAD) || (temperature > 0 && random() < 1 - Math.exp(-perFrame * step));
    if (!wants) {
      if (shareIn(habits, material, place) >= RARE) return null;
      const better = material
        .fromPlace(place, words)
        .filter((candidate) => shareIn(habits, material, candidate) >= RARE);
      return drawn(better, walk, words, habits, material, random, false);
    }
  }
  const candidates = material.fromPlace(place, words);
  const isLoop = (candidate: Candidate) => loopFrom(candidate, walk) < LOOP_SECONDS * fps;
  // Rather a longer way than a small circle.
  const wider = must && candidates.every(isLoop) ? material.likePlace(place, words, WIDER) : [];
  return drawn([...candidates, ...wider], walk, words, habits, material, random, must);
}

/**
 * The walk a frame later, on the way it was on; where that has come to its end it stays there. Where music is heard it is
 * danced as fast as brings its next beat onto the music.
 */
export function goneOn(walk: Walk, words: Words, habits: Habits, material: Material): Walk {
  const { place, beyond, danced, since } = walk;
  const left = material.leftAt(place, words);
  if (left === 0) return { ...walk, danced: danced + 1 };
  const way = beyond + rateAt(walk, words, habits, material);
  // Neither the end nor one of the few branches of a take is passed over.
  const isBranch = place.source === "takes" && (place.frame + 1) % STRIDE === 0;
  const steps = Math.min(Math.floor(way), isBranch || left === 1 ? 1 : 2);
  const next = { ...place, frame: place.frame + steps };
  return {
    ...{ ...walk, place: next, danced: danced + 1, since: since + 1 },
    beyond: left === steps ? 0 : Math.min(way - steps, JUST_BEFORE),
  };
}

/** How fast what comes next is danced, for it to fall on the music. */
function rateAt({ place, beyond }: Walk, words: Words, { heard, fps }: Habits, material: Material): number {
  const [span] = heard ? material.beatsAfter(place, words) : [];
  return span === undefined ? 1 : rateTo(heard!, -1 / fps, span - beyond / fps);
}

/** The walk at another place. */
export function goneTo(walk: Walk, { source, frame }: Place, fps: number): Walk {
  const { danced } = walk;
  const visited = walk.visited.filter(({ until }) => danced - until < VISITED_SECONDS * fps);
  const place = { source, frame };
  return { place, from: frame, beyond: 0, danced, since: 0, visited: [...visited, stretchOf(walk)] };
}

/** One of the candidates: the likelier, the less it costs; at temperature 0 the best. Null where none will do. */
function drawn(
  candidates: readonly Candidate[],
  walk: Walk,
  words: Words,
  habits: Habits,
  material: Material,
  random: Random,
  must: boolean,
): Candidate | null {
  const costs = candidates.map((candidate) =>
    must || candidate.distance <= habits.usual
      ? costOf(candidate, walk, words, habits, material)
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

function costOf(candidate: Candidate, walk: Walk, words: Words, habits: Habits, material: Material): number {
  const { fps, usual, heard } = habits;
  const age = loopFrom(candidate, walk) / fps;
  if (age < LOOP_SECONDS) return Number.POSITIVE_INFINITY;
  return (
    candidate.distance / usual +
    ((candidate.jolt ?? 0) / JOLT) ** 2 +
    VISITED * Math.max(0, 1 - age / VISITED_SECONDS) -
    STYLE * Math.log(Math.max(NONE, shareIn(habits, material, candidate))) +
    (heard ? costBesideMusic(candidate, heard, words, fps, material) : 0)
  );
}

function costBesideMusic(place: Place, heard: Heard, words: Words, fps: number, material: Material): number {
  const offBeat = 1 - fitOf(heard, material.beatsAfter(place, words), 1 / fps);
  return BEAT * offBeat + ENERGY * Math.abs(material.energyAfter(place, words) - heard.energy);
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
const stretchOf = ({ place, from, danced }: Walk): Stretch => ({
  source: place.source,
  frame: from,
  frames: place.frame - from,
  until: danced,
});
