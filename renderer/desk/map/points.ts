import type { MapTrack } from "../../../shared/desk/map.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** The map as it is drawn: a point for each moment of the archive. */
export interface MapPoints {
  /** Of the moments that it is of. */
  readonly fingerprint: string;
  /** Moments a second. */
  readonly fps: number;
  /** x to the right, y up, [moments, 2]. */
  readonly places: Float32Array;
  /** One after the other they hold all moments. */
  readonly tracks: readonly MapTrack[];
}

/** Where a moment is from. */
export interface MomentSource {
  readonly track: MapTrack;
  /** In the take. */
  readonly t: Seconds;
}

/** The track that a moment is of. */
export function trackIndexOf(tracks: readonly MapTrack[], moment: number): number {
  let [low, high] = [0, tracks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tracks[middle]!.first <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function sourceOf({ tracks, fps }: MapPoints, moment: number): MomentSource {
  const track = tracks[trackIndexOf(tracks, moment)]!;
  return { track, t: track.begin + (moment - track.first) / fps };
}

/** What is not as a map is. */
export class OddMap extends Error {
  override readonly name = "OddMap";
}

const NEWLINE = 10;
/** Arrays begin at whole numbers of so many bytes. */
const WORD = 8;

/**
 * Reads a map file: a line of JSON, then its arrays, as main/archive/map writes them.
 * @throws OddMap for what is no such file
 */
export function readMapFile(bytes: ArrayBuffer): {
  readonly fingerprint: string;
  readonly places: Float32Array;
} {
  const end = new Uint8Array(bytes).indexOf(NEWLINE);
  const header = tryJson(new TextDecoder().decode(bytes.slice(0, Math.max(0, end)))) as Header | null;
  const fingerprint = header?.about?.fingerprint;
  const [array] = Array.isArray(header?.arrays) ? header.arrays : [];
  const { name, kind, length } = array ?? {};
  const begin = Math.ceil((end + 1) / WORD) * WORD;
  const isMap = typeof fingerprint === "string" && name === "places" && kind === "Float32Array";
  if (!isMap || typeof length !== "number" || length % 2 !== 0 || begin + 4 * length > bytes.byteLength)
    throw new OddMap();
  const places = new Float32Array(bytes, begin, length);
  if (!places.every(Number.isFinite)) throw new OddMap();
  return { fingerprint, places };
}

/** What is looked at of the first line. */
interface Header {
  readonly about?: { readonly fingerprint?: unknown };
  readonly arrays?: readonly {
    readonly name?: unknown;
    readonly kind?: unknown;
    readonly length?: unknown;
  }[];
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
