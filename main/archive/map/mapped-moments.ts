import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { MapTrackPage, Place } from "../../../shared/desk/map.ts";
import { type Ground, groundOf } from "../../motion/map-line/ground.ts";
import { pointOf } from "../../motion/moments/moments.ts";
import { SourceError, UserError } from "../../system/errors.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { MomentIndex } from "../moments/moments-file.ts";
import { MAP_FILE, openMap, type PoseMap } from "./map-file.ts";
import { placingOn } from "./placing.ts";

/** What there is of a map: `map` null where it cannot be shown, for the reason in `fault`, or because there is none. */
export interface MapState {
  readonly fault: string | null;
  readonly map: { readonly fingerprint: string; readonly isOld: boolean } | null;
}

/** What was made of a map and the moments that it is of holds for these two alone. */
interface MapOf {
  readonly map: PoseMap;
  readonly moments: MomentIndex;
}

const isOf = (made: MapOf | null, map: PoseMap, moments: MomentIndex): boolean =>
  made?.map === map && made.moments === moments;

/** Characters of tracks in one answer, as JSON. */
const MOST_CHARACTERS = 100_000;

/** The map of an archive beside its moments: read again when `continuo map` has written it again. */
export class MappedMoments {
  readonly #folder: string;
  #opened: { readonly written: number; readonly map: PoseMap } | null = null;
  /** Puts features on the map that is open, in the moments that it is of. */
  #placing: (MapOf & { readonly place: (features: Float32Array) => Place }) | null = null;
  /** What lines over it need. */
  #ground: (MapOf & { readonly ground: Ground }) | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async state(moments: MomentIndex): Promise<MapState> {
    try {
      const map = await this.#of(moments);
      if (!map) return { fault: null, map: null };
      const now = await fingerprintOf(this.#folder).catch(() => "");
      return { fault: null, map: { fingerprint: map.fingerprint, isOld: now !== map.fingerprint } };
    } catch (error) {
      if (error instanceof UserError) return { fault: error.message, map: null };
      throw error;
    }
  }

  /** From that track on. @throws SourceError where there is no map. */
  async tracks(moments: MomentIndex, offset: number): Promise<MapTrackPage> {
    const { fingerprint } = await this.#there(moments);
    const { fps, tracks } = moments;
    let end = offset;
    for (let characters = 0; end < tracks.length && characters < MOST_CHARACTERS; end++)
      characters += JSON.stringify(tracks[end]).length;
    return { fingerprint, fps, tracks: tracks.slice(offset, end), total: tracks.length };
  }

  /** Where each of these is. @param features see features.ts @throws SourceError where there is no map. */
  async places(moments: MomentIndex, features: readonly Float32Array[]): Promise<readonly Place[]> {
    const map = await this.#there(moments);
    if (!this.#placing || !isOf(this.#placing, map, moments)) {
      const placed = placingOn(map, moments);
      const place = (each: Float32Array): Place => {
        const [x, y] = placed(pointOf(moments, each));
        return { x, y };
      };
      this.#placing = { map, moments, place };
    }
    return features.map(this.#placing.place);
  }

  /** What lines over the map need, as it is written by now. @throws SourceError where there is none. */
  async ground(moments: MomentIndex): Promise<Ground> {
    const map = await this.#of(moments);
    if (!map) throw this.#none();
    if (!this.#ground || !isOf(this.#ground, map, moments))
      this.#ground = { map, moments, ground: groundOf(moments, map.places) };
    return this.#ground.ground;
  }

  async #there(moments: MomentIndex): Promise<PoseMap> {
    const map = this.#opened?.map ?? (await this.#of(moments));
    if (map && belongs(map, moments)) return map;
    throw this.#none();
  }

  #none(): SourceError {
    return new SourceError(`${this.#folder}: there is no map of it; \`continuo map\` makes one`);
  }

  /** null where there is none. @throws SourceError for one that cannot be shown. */
  async #of(moments: MomentIndex): Promise<PoseMap | null> {
    const found = await stat(join(this.#folder, MAP_FILE)).catch(() => null);
    if (!found) {
      this.#opened = null;
      return null;
    }
    if (this.#opened?.written !== found.mtimeMs)
      this.#opened = { written: found.mtimeMs, map: await openMap(this.#folder) };
    const { map } = this.#opened;
    if (belongs(map, moments)) return map;
    throw new SourceError(
      `${join(this.#folder, MAP_FILE)}: a map of ${map.places.length / 2} moments, and the archive has ${moments.trackOf.length} by now; \`continuo map\` makes it anew`,
    );
  }
}

/** A tag that was changed since makes other takes, and leaves every moment where it was. */
const belongs = ({ places }: PoseMap, { trackOf }: MomentIndex): boolean =>
  places.length === 2 * trackOf.length;
