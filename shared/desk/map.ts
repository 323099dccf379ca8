import type { Seconds } from "../pose.ts";

/** On the map: x to the right, y up; the longer side of the map spans 0 to 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** One dancer through a stretch of a take without gaps: as many moments of the map, one after the other. */
export interface MapTrack {
  /** Bare file name. */
  readonly take: string;
  /** Id in the take. */
  readonly person: number;
  readonly dancer: string;
  readonly style: string;
  /** Film or file that the movement comes from. */
  readonly source: string;
  /** In the take, of its first moment. */
  readonly begin: Seconds;
  /** Its first moment, and how many it has. */
  readonly first: number;
  readonly count: number;
}

/** What there is to be shown of the archive. */
export type MapReport =
  | { readonly state: "no-archive" }
  /** Its moments are being read, or gathered where nobody has yet, which `archive/state` tells about. */
  | { readonly state: "opening" }
  /** It cannot be shown, since there is none or for a reason in one line. `archive` is its folder as the settings name it. */
  | { readonly state: "no-map"; readonly archive: string; readonly fault: string | null }
  | {
      readonly state: "there";
      readonly archive: string;
      /** Of the moments that it is of. */
      readonly fingerprint: string;
      /** Whether takes have come, gone or changed since. */
      readonly isOld: boolean;
      /** Whether the archive is the folder that the library shows. */
      readonly inLibrary: boolean;
    };

/** A window of the tracks of the map, in the order of its moments. */
export interface MapTrackPage {
  readonly fingerprint: string;
  /** Moments a second. */
  readonly fps: number;
  /** Fewer than there are from there on where their texts are long. */
  readonly tracks: readonly MapTrack[];
  readonly total: number;
}

/** Where somebody who dances is on the map. */
export interface DancerPlace extends Place {
  readonly id: number;
}

/** Letters of the name of a selection, and takes of it. */
export const SELECTION_LIMITS = { name: 60, takes: 5000 } as const;

/** Where a page gets the map of the archive: the file as `continuo map` wrote it. */
export const MAP_PATH = "/archive/map.bin";
