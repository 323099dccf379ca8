import type { Seconds } from "../pose.ts";

/** A take of the library, in a row of its list. Texts may be cut short: `library/get` has them whole. */
export interface TakeEntry {
  /** Bare file name: what every request calls the take by. */
  readonly name: string;
  readonly dancer: string;
  readonly tags: readonly string[];
  readonly note: string;
  /** Where the movement comes from. */
  readonly source: string;
  /** From its first frame to its last. */
  readonly seconds: Seconds;
  readonly frames: number;
  /** Most people at a time. */
  readonly people: number;
  /** When it was danced or made: milliseconds since 1970. Editing leaves it as it was. */
  readonly date: number;
  /** Its figures at even times, as `Poses` packs them. */
  readonly strip: string;
  /** The take of the partner that danced to it, where that lies beside it. */
  readonly partner: string | null;
  /** What is wrong with it, in one line; null for a take that can be read. */
  readonly fault: string | null;
  /** It is being written at the moment, and has not been read yet. */
  readonly growing: boolean;
}

/** Figures for the page to draw: see `packPoses` in main/archive/library/poses.ts and `shared/desk/poses.ts`. */
export type Poses = string;

export const LIBRARY_ORDERS = ["date", "name", "dancer", "length"] as const;
export type LibraryOrder = (typeof LIBRARY_ORDERS)[number];

export interface LibraryQuery {
  /** Words that a take must all have, anywhere in its name, dancer, tags or note; upper and lower case are one. */
  readonly search: string;
  readonly order: LibraryOrder;
  /** The other way round: by date the newest first, by length the longest. */
  readonly descending: boolean;
  /** The window of the list. */
  readonly offset: number;
  readonly limit: number;
}

export interface LibraryPage {
  /** Of the window; fewer than asked for where their texts are long: the rest is to be asked for from there on. */
  readonly takes: readonly TakeEntry[];
  /** How many there are in all that match. */
  readonly total: number;
  /** How many takes the folder has. */
  readonly all: number;
  /** How many of them have not been read yet: they come to the list as they are. */
  readonly unread: number;
  /** Lines about files that are no entries; the last says how many more there are. */
  readonly skipped: readonly string[];
}

/** One take in detail. */
export interface TakeDetail extends TakeEntry {
  readonly fps: number;
  readonly licence: string;
  readonly bytes: number;
  /** Its first seconds, `PREVIEW_FPS` poses a second, as `Poses` packs them. */
  readonly preview: string;
}

export const PREVIEW_FPS = 15;
export const PREVIEW_SECONDS: Seconds = 12;

export interface TakeEdit {
  readonly name: string;
  /** What is missing stays as it is. */
  readonly dancer?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/** What edits are held to: letters, and tags. */
export const TAKE_LIMITS = { dancer: 200, tag: 60, tags: 50, note: 2000, search: 200, limit: 100 } as const;

/** Takes that were deleted together, and come back together. */
export interface TrashEntry {
  readonly id: string;
  /** When: milliseconds since 1970. */
  readonly date: number;
  readonly names: readonly string[];
}

/** The endings of takes. */
export const TAKE_ENDINGS = [".take.ndjson", ".take.ndjson.gz"] as const;
/** What a partner's take has between its dancer's name and its ending. */
export const PARTNER_PART = ".partner";
