import type { MusicTrack } from "../music-track.ts";
import type { Seconds } from "../pose.ts";

/*
 * A piece: what was danced, put in a row. Two lanes, each a row of clips that are stretches of takes, with the joins
 * between them, and marks at times. `*.piece.json` is this and nothing else (main/archive/piece); the desk edits it
 * (edits.ts), and frames are made of it without a generator (main/archive/piece/render.ts).
 */

/** Frames a second of every piece, as models dance: a take of any rate is brought to it. */
export const PIECE_FPS = 30;

export const LANES = ["dancer", "partner"] as const;
export type Lane = (typeof LANES)[number];

/**
 * How a clip follows the one before it. `inertialized`: at once, and what the body was from it dies away.
 * `danced`: a generator dances from one to the other in so many seconds. `away`: nobody is there for so many
 * seconds. The first clip of a lane begins at 0, or, `away`, later.
 */
export const JOIN_WAYS = ["inertialized", "danced", "away"] as const;
export type JoinWay = (typeof JOIN_WAYS)[number];

export interface Join {
  readonly how: JoinWay;
  /** 0 where inertialized. */
  readonly seconds: Seconds;
}

export interface PieceClip {
  /** Bare name of a file beside the piece's. */
  readonly take: string;
  /** Her id in the take; null for whoever is in it first, also where the take has her under other ids later. */
  readonly person: number | null;
  /** The stretch of the take, on its own clock. */
  readonly from: Seconds;
  readonly to: Seconds;
  readonly mirrored: boolean;
  /** 0.5 is half as fast. */
  readonly speed: number;
  /** How often it is danced, one time after the other. */
  readonly times: number;
  /** It is danced where the take has it, and not where she has come to. */
  readonly keepsPlace: boolean;
  readonly join: Join;
}

/** A point of time with a name, such as a cue, or a longer note. */
export interface Mark {
  readonly at: Seconds;
  readonly kind: "marker" | "note";
  readonly text: string;
}

export interface Piece {
  readonly title: string;
  /** Chance enters its danced joins as this: another seed, other joins. */
  readonly seed: number;
  readonly dancer: readonly PieceClip[];
  readonly partner: readonly PieceClip[];
  /** What it is danced to, of a file beside the piece's; missing where it is danced to nothing. */
  readonly music?: MusicTrack | undefined;
  /** In the order of time. */
  readonly marks: readonly Mark[];
}

/** What a piece is held to. */
export const LIMITS = {
  clips: 500,
  marks: 1000,
  /** Letters of a title or a marker, and of a note. */
  title: 200,
  text: 2000,
  /** Shortest and longest stretch of a take, and a lane, seconds. */
  shortest: 0.2,
  longest: 86_400,
  lane: 1800,
  speed: [0.5, 2],
  times: 100,
  /** Of danced joins, seconds. */
  danced: [0.3, 4],
  away: 600,
  seed: 2 ** 31 - 1,
} as const;

export const EMPTY_PIECE: Piece = { title: "", seed: 0, dancer: [], partner: [], marks: [] };

export const AT_ONCE: Join = { how: "inertialized", seconds: 0 };

/** A clip as it is put in first: as it was danced, once, from where she is. */
export const clipOfTake = (take: string, person: number | null, from: Seconds, to: Seconds): PieceClip => ({
  ...{ take, person, from, to, mirrored: false, speed: 1, times: 1, keepsPlace: false, join: AT_ONCE },
});

/** So many seconds in frames of a piece. */
export const pieceFrames = (seconds: Seconds): number => Math.round(seconds * PIECE_FPS);

/** Frames of one round of a clip: at least two, since one has no velocity. */
export const roundFrames = ({ from, to, speed }: PieceClip): number =>
  Math.max(2, pieceFrames((to - from) / speed));

/** Frames of a clip with all its rounds, without the join before it. */
export const clipFrames = (clip: PieceClip): number => clip.times * roundFrames(clip);

/** Frames between a clip and the one before it; of the first, those before it is there. */
export const joinFrames = ({ join }: PieceClip, index: number): number =>
  join.how === "away" || (join.how === "danced" && index > 0) ? pieceFrames(join.seconds) : 0;

/** Where in its lane a clip is: frames from the beginning of the piece. */
export interface Placed {
  /** Where its join begins, */
  readonly join: number;
  /** where it begins itself, and the frame after its last. */
  readonly begin: number;
  readonly end: number;
}

export function placedIn(lane: readonly PieceClip[]): readonly Placed[] {
  let at = 0;
  return lane.map((clip, index) => {
    const join = at;
    const begin = join + joinFrames(clip, index);
    at = begin + clipFrames(clip);
    return { join, begin, end: at };
  });
}

/** Frames of a lane. */
export const laneFrames = (lane: readonly PieceClip[]): number => placedIn(lane).at(-1)?.end ?? 0;

/** How long a piece is: as its longer lane. */
export const pieceSeconds = ({ dancer, partner }: Piece): Seconds =>
  Math.max(laneFrames(dancer), laneFrames(partner)) / PIECE_FPS;
