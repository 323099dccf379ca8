import { basename, dirname, resolve } from "node:path";
import {
  type ArchiveMoment,
  type ArchiveState,
  MOMENT_FIGURES,
  type NearMoment,
} from "../../../shared/desk/archive.ts";
import type { LinePoint } from "../../../shared/desk/dance-line.ts";
import type { MapTrackPage, Place } from "../../../shared/desk/map.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { faceForward } from "../../motion/heading.ts";
import {
  featuresOf,
  leftAfter,
  type Moments,
  momentAt,
  placementAt,
  timeOf,
  trackAt,
} from "../../motion/moments/moments.ts";
import { type IsExcluded, nearestMoments } from "../../motion/moments/nearest-moments.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { frameOfPlacement, headingOfPlacement } from "../../motion/placement.ts";
import { SourceError, UserError } from "../../system/errors.ts";
import type { Progress } from "../../system/job.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { flatPose, packPoses } from "../library/poses.ts";
import { danceLine, type LineReport } from "../map/dance-line.ts";
import { MappedMoments, type MapState } from "../map/mapped-moments.ts";
import { featuresOfTake } from "./dance-features.ts";
import { type MomentIndex, openMoments } from "./moments-file.ts";

/** What moments are to be like; `take` is a path. */
export type Like =
  | { readonly take: string; readonly t: Seconds; readonly person: number | null }
  | { readonly moment: number }
  | { readonly features: Float32Array };

/** In its own take nothing within this time is like a moment: it is the same. */
const SAME: Seconds = 1;
/** Between two things that are told, milliseconds. */
const TELL_MS = 500;

/** What may be asked of an archive's moments. All throw SourceError with a line for whoever asked. */
export interface MomentSearch {
  /** Has them opened where they are not. */
  state(): Promise<ArchiveState>;
  /** Has them gathered again where the takes have changed; those that are there are asked until then. */
  reopen(): Promise<ArchiveState>;
  nearest(like: Like, count: number): Promise<readonly NearMoment[]>;
  pose(moment: number, figures: number): Promise<ArchiveMoment>;
  /** Dances a line that was drawn over their map, into a take of that path. */
  danceLine(points: readonly LinePoint[], file: string): Promise<LineReport>;
  /** What there is of their map; null while they are being opened. */
  map(): Promise<MapState | null>;
  tracks(offset: number): Promise<MapTrackPage>;
  /** Where these are on the map. */
  places(features: readonly Float32Array[]): Promise<readonly Place[]>;
  close(): Promise<void>;
}

/** The moments of one archive, held open. */
export class OpenedMoments implements MomentSearch {
  readonly #folder: string;
  readonly #onChange: () => void;
  readonly #mapped: MappedMoments;
  readonly #stop = new AbortController();
  #opened: MomentIndex | null = null;
  #opening: ArchiveState["opening"] = null;
  #fault: string | null = null;
  #toldAt = 0;

  /** @param onChange called when the state has become another, at most some times a second. */
  constructor(folder: string, onChange: () => void) {
    this.#folder = folder;
    this.#mapped = new MappedMoments(folder);
    this.#onChange = onChange;
  }

  async state(): Promise<ArchiveState> {
    if (!this.#opened && !this.#opening && this.#fault === null) this.#open();
    return this.#state;
  }

  async reopen(): Promise<ArchiveState> {
    const isSame = async () => this.#opened?.fingerprint === (await fingerprintOf(this.#folder));
    if (!this.#opening && !(await isSame().catch(() => false))) this.#open();
    return this.#state;
  }

  async nearest(like: Like, count: number): Promise<readonly NearMoment[]> {
    const moments = await this.#moments();
    const found = nearestMoments(moments, ...(await this.#asked(moments, like, count)));
    return found.map(({ moment, distance }) => ({ ...this.#described(moments, moment, 8), distance }));
  }

  async pose(moment: number, figures: number): Promise<ArchiveMoment> {
    return this.#described(await this.#moments(), moment, figures);
  }

  async danceLine(points: readonly LinePoint[], file: string): Promise<LineReport> {
    const ground = await this.#mapped.ground(await this.#moments());
    const context = { signal: this.#stop.signal, report: () => {}, note: () => {} };
    return danceLine(ground, { folder: this.#folder, points, file }, context);
  }

  async map(): Promise<MapState | null> {
    const { opening, fault } = await this.state();
    const found = this.#opened ? await this.#mapped.state(this.#opened) : { fault, map: null };
    // What is being read may be what a new map is of.
    return found.map || !opening ? found : null;
  }

  async tracks(offset: number): Promise<MapTrackPage> {
    return this.#mapped.tracks(await this.#moments(), offset);
  }

  async places(features: readonly Float32Array[]): Promise<readonly Place[]> {
    return this.#mapped.places(await this.#moments(), features);
  }

  async close(): Promise<void> {
    this.#stop.abort(new UserError("closed"));
  }

  get #state(): ArchiveState {
    const { trackOf, tracks } = this.#opened ?? { trackOf: [], tracks: [] };
    return {
      ...{ folder: this.#folder, moments: trackOf.length, tracks: tracks.length },
      ...{ opening: this.#opening, fault: this.#fault },
    };
  }

  #open(): void {
    this.#fault = null;
    this.#set({ phase: "opening", done: null });
    const report = ({ phase, done, total }: Progress) => {
      if (Date.now() - this.#toldAt < TELL_MS) return;
      this.#set({ phase, done: total === null ? null : done / Math.max(1, total) });
    };
    openMoments(this.#folder, { signal: this.#stop.signal, report, note: () => {} }).then(
      (opened) => {
        this.#opened = opened;
        this.#set(null);
      },
      (error: Error) => {
        this.#fault = error instanceof UserError ? error.message : "failed";
        this.#set(null);
      },
    );
  }

  #set(opening: ArchiveState["opening"]): void {
    this.#opening = opening;
    this.#toldAt = Date.now();
    this.#onChange();
  }

  async #moments(): Promise<MomentIndex> {
    await this.state();
    if (this.#opened) return this.#opened;
    if (this.#fault !== null) throw new SourceError(this.#fault);
    const { phase, done } = this.#opening!;
    const share = done === null ? "" : `, ${Math.round(100 * done)} %`;
    throw new SourceError(`${this.#folder} is being opened (${phase}${share}); try again`);
  }

  async #asked(
    moments: MomentIndex,
    like: Like,
    count: number,
  ): Promise<readonly [Float32Array, number, IsExcluded?]> {
    if ("features" in like) return [like.features, count];
    if ("moment" in like) {
      const { take } = trackAt(moments, this.#known(moments, like.moment));
      return [featuresOf(moments, like.moment), count, sameAs(moments, take, timeOf(moments, like.moment))];
    }
    const { take, t, person } = like;
    if (resolve(dirname(take)) !== resolve(this.#folder))
      return [await featuresOfTake(take, t, person), count];
    const name = basename(take);
    const own = momentAt(moments, name, t, person ?? undefined);
    const features = own === null ? await featuresOfTake(take, t, person) : featuresOf(moments, own);
    return [features, count, sameAs(moments, name, t)];
  }

  #known(moments: Moments, moment: number): number {
    if (moment < moments.trackOf.length) return moment;
    throw new SourceError(
      `moment ${moment}, expected one of the ${moments.trackOf.length} of ${this.#folder}`,
    );
  }

  #described(moments: Moments, moment: number, figures: number): ArchiveMoment {
    const { take, person, dancer, style, source } = trackAt(moments, this.#known(moments, moment));
    const left = leftAfter(moments, moment);
    const every = moments.fps / MOMENT_FIGURES;
    const shown = Array.from({ length: figures }, (_, n) => Math.round(n * every)).filter((at) => at <= left);
    return {
      ...{ moment, take, person, t: timeOf(moments, moment), dancer, style, source },
      left: left / moments.fps,
      poses: posesFrom(moments, moment, shown),
    };
  }
}

const sameAs =
  (moments: Moments, take: string, t: Seconds): IsExcluded =>
  (moment) =>
    trackAt(moments, moment).take === take && Math.abs(timeOf(moments, moment) - t) < SAME;

/** Figures so many moments after one, all turned by as much as brings that to the front. */
function posesFrom(moments: Moments, moment: number, after: readonly number[]): string {
  const heading = headingOfPlacement(placementAt(moments, moment));
  const placed = new Float32Array(PLACEMENT_SIZE);
  return packPoses(
    after.map((at) => {
      faceForward(placementAt(moments, moment + at), heading, placed);
      return flatPose({ id: 1, image: null, ...frameOfPlacement(placed) }, 1)!;
    }),
  );
}
