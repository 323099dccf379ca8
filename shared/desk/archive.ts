import type { Seconds } from "../pose.ts";
import type { Poses } from "./library.ts";

/** How far the archive's moments are. Asking for it has them read, and gathered where nobody has yet. */
export interface ArchiveState {
  /** As the setting `archive` has it; null where it names nothing. */
  readonly folder: string | null;
  /** How many there are; 0 until they are open. */
  readonly moments: number;
  readonly tracks: number;
  /** What is going on until they are open, and how much of it is done, 0 to 1; null for nothing. */
  readonly opening: { readonly phase: string; readonly done: number | null } | null;
  /** Why they could not be opened, in one line. */
  readonly fault: string | null;
}

/** What a moment is to be like. */
export type LikeWhat =
  /** A take of the library, at a time; `person` null for whoever is there. */
  | { readonly take: string; readonly t: Seconds; readonly person: number | null }
  /** One of the archive's. */
  | { readonly moment: number }
  /** Whoever dances now; null for the first. */
  | { readonly live: number | null };

/** A moment of the archive. */
export interface ArchiveMoment {
  /** Its number among them. */
  readonly moment: number;
  /** File name of its take, who dances it, and when it is in it. */
  readonly take: string;
  readonly person: number;
  readonly t: Seconds;
  readonly dancer: string;
  readonly style: string;
  /** Film or file that it comes from. */
  readonly source: string;
  /** How long it is danced on without a gap. */
  readonly left: Seconds;
  /** The figure, turned to the front, and those that follow, `MOMENT_FIGURES` a second. */
  readonly poses: Poses;
}

export interface NearMoment extends ArchiveMoment {
  /** From what it is to be like: the joints' root mean square, metres. */
  readonly distance: number;
}

export const MOMENT_FIGURES = 4;
export const ARCHIVE_LIMITS = { nearest: 24, figures: 12 } as const;
