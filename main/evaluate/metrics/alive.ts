import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { estimatedMean, mean, median } from "../bootstrap.ts";
import { type Clip, lengthOf, ROW, roomDistance, roomTurn, rowAt } from "../clip.ts";
import { type Contestant, wishesFor } from "../contestant.ts";
import type { Figure } from "../report.ts";
import { type Danced, seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

const TEMPERATURES = [0.7, 1];
/** Slower than this share of the real median for so many seconds is frozen. */
const FROZEN = 0.1;
const FROZEN_SECONDS = 2;
/** A joint farther from the hips than this many times the farthest real one has left the body. */
const BEYOND = 1.5;
const SLICE_SECONDS = 30;

/** What real dances do: the measure of being alive. */
export interface Life {
  readonly fps: number;
  /** Of the frames' mean keypoint speed, metres a frame. */
  readonly medianSpeed: number;
  /** Mean keypoint speed, metres a frame, and acceleration, metres a frame a frame. */
  readonly speed: number;
  readonly acceleration: number;
  /** Farthest that each joint was from the hips, metres, [19]. */
  readonly reach: Float64Array;
}

export function lifeOf(dances: readonly Danced[], reachOf: readonly Danced[], fps: number): Life {
  const speeds = dances.flatMap(({ clip }) => speedsIn(clip));
  const turns = dances.flatMap(({ clip }) => turnsIn(clip));
  const reach = new Float64Array(JOINT_COUNT);
  for (const { clip } of reachOf) {
    for (let frame = 0; frame < clip.frames; frame++) {
      const row = rowAt(clip, frame);
      for (let joint = 0; joint < JOINT_COUNT; joint++) {
        reach[joint] = Math.max(reach[joint]!, distanceOf(row, joint));
      }
    }
  }
  return { fps, medianSpeed: median(speeds), speed: mean(speeds), acceleration: mean(turns), reach };
}

/** Watches a few continuations grow, frame by frame: hours of them need no memory. */
export class Watch {
  readonly #life: Life;
  readonly #count: number;
  readonly #frozen: boolean[];
  readonly #diverged: boolean[];
  /** Speeds of the last two seconds, a ring for each. */
  readonly #recent: Float64Array[];
  #before: Float32Array | null = null;
  #last: Float32Array;
  #frames = 0;
  /** Sums by slice and continuation. */
  readonly #speeds: Float64Array[] = [];
  readonly #turns: Float64Array[] = [];
  /** Mean speed of each frame over all of them. */
  readonly motion: number[] = [];

  /** @param first the seeds' last frames, [continuations, 60]. */
  constructor(life: Life, first: Float32Array) {
    this.#life = life;
    this.#count = first.length / ROW;
    this.#frozen = Array.from({ length: this.#count }, () => false);
    this.#diverged = [...this.#frozen];
    this.#recent = this.#frozen.map(() => new Float64Array(Math.round(FROZEN_SECONDS * life.fps)));
    this.#last = first.slice();
  }

  see(rows: Float32Array): void {
    const slice = Math.floor(this.#frames / (SLICE_SECONDS * this.#life.fps));
    if (!this.#speeds[slice]) {
      this.#speeds[slice] = new Float64Array(this.#count);
      this.#turns[slice] = new Float64Array(this.#count);
    }
    let sum = 0;
    for (let index = 0; index < this.#count; index++) {
      const of = (all: Float32Array) => all.subarray(index * ROW, (index + 1) * ROW);
      const row = of(rows);
      const speed = roomDistance(of(this.#last), row);
      sum += speed;
      this.#speeds[slice]![index]! += speed;
      if (this.#before) this.#turns[slice]![index]! += roomTurn(of(this.#before), of(this.#last), row);
      const recent = this.#recent[index]!;
      recent[this.#frames % recent.length] = speed;
      if (this.#frames + 1 >= recent.length && mean(recent) < FROZEN * this.#life.medianSpeed) {
        this.#frozen[index] = true;
      }
      if (!this.#inReach(row)) this.#diverged[index] = true;
    }
    this.motion.push(sum / this.#count);
    const spare = this.#before ?? new Float32Array(rows.length);
    this.#before = this.#last;
    spare.set(rows);
    this.#last = spare;
    this.#frames++;
  }

  #inReach(row: Float32Array): boolean {
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      // Not a number is out of reach too.
      if (!(distanceOf(row, joint) <= BEYOND * this.#life.reach[joint]!)) return false;
    }
    return true;
  }

  get frozen(): readonly boolean[] {
    return this.#frozen;
  }

  get diverged(): readonly boolean[] {
    return this.#diverged;
  }

  /** Mean speed as a share of real by slice and continuation. */
  get speeds(): readonly Float64Array[] {
    return this.#shares(this.#speeds, this.#life.speed);
  }

  get accelerations(): readonly Float64Array[] {
    return this.#shares(this.#turns, this.#life.acceleration);
  }

  #shares(sums: readonly Float64Array[], real: number): readonly Float64Array[] {
    const full = SLICE_SECONDS * this.#life.fps;
    return sums.map((slice, index) => {
      const frames = Math.min(full, this.#frames - index * full);
      return slice.map((sum) => sum / frames / real);
    });
  }
}

/**
 * Cumulative motion distribution (Barquero et al. 2023, BeLFusion): how far the mean motion of each frame is from the
 * real mean, earlier frames counting more: sum over t = 1 .. T-1 of (T - t) |M_t - M|.
 */
export function cumulativeMotion(motion: ArrayLike<number>, real: number): number {
  let sum = 0;
  for (let t = 1; t <= motion.length; t++) sum += (motion.length + 1 - t) * Math.abs(motion[t - 1]! - real);
  return sum;
}

/** Whether continuations go on dancing for minutes: no freeze, no divergence, speed and acceleration of real ones. */
export async function alive(trial: Trial): Promise<readonly Figure[]> {
  const { fps, unseen, archive, baselines, model, counts } = trial;
  const life = lifeOf(unseen, archive.length > 0 ? archive : unseen, fps);
  const figures: Figure[] = [];
  const still = new Map<string, Watch>();
  for (const temperature of TEMPERATURES) {
    const watches = new Map<string, Watch>();
    for (const contestant of [model, ...baselines]) {
      const known = still.get(contestant.name);
      const watch = known ?? (await live(trial, contestant, life, temperature));
      watches.set(contestant.name, watch);
      if (!contestant.varied || contestant !== model) still.set(contestant.name, watch);
    }
    figures.push(...figuresOf(watches, temperature, counts.lives, life));
  }
  return figures;
}

async function live(trial: Trial, contestant: Contestant, life: Life, temperature: number): Promise<Watch> {
  const { fps, unseen, counts, work } = trial;
  const seeds = seedsIn(unseen, HEARD * fps, 0, counts.lives);
  const first = new Float32Array(seeds.length * ROW);
  seeds.forEach(({ danced, end }, index) => {
    first.set(rowAt(danced.clip, end - 1), index * ROW);
  });
  const watch = new Watch(life, first);
  const dance = contestant.dance(wishesFor(seeds), temperature, chanceFor(trial, 2, temperature * 100));
  const frames = counts.lifeSeconds * fps;
  for (let frame = 0; frame < frames; frame++) {
    watch.see(dance.next().value);
    await work.step(`${contestant.name} at ${temperature}, frame`, frame + 1, frames);
  }
  return watch;
}

function figuresOf(
  watches: ReadonlyMap<string, Watch>,
  temperature: number,
  samples: number,
  { speed, fps }: Life,
): readonly Figure[] {
  const figure = (what: string, unit: string, value: (watch: Watch) => Figure["values"][string]): Figure => ({
    of: "alive",
    what: `${what}, T ${temperature}`,
    unit,
    samples,
    values: Object.fromEntries([...watches].map(([name, watch]) => [name, value(watch)])),
  });
  const share = (fine: (watch: Watch, index: number) => boolean) => (watch: Watch) =>
    estimatedMean(Float64Array.from(watch.frozen, (_, index) => Number(fine(watch, index))));
  const slices = [...watches.values()][0]!.speeds.length;
  const seconds = (slice: number) => `${slice * SLICE_SECONDS}-${(slice + 1) * SLICE_SECONDS} s`;
  const each = (what: string, shares: (watch: Watch) => readonly Float64Array[]) =>
    Array.from({ length: slices }, (_, slice) =>
      figure(`${what} ${seconds(slice)}`, "of real", (watch) => estimatedMean(shares(watch)[slice]!)),
    );
  return [
    figure(
      "neither frozen nor diverged",
      "",
      share((w, i) => !w.frozen[i] && !w.diverged[i]),
    ),
    figure(
      "frozen",
      "",
      share((w, i) => w.frozen[i]!),
    ),
    figure(
      "diverged",
      "",
      share((w, i) => w.diverged[i]!),
    ),
    ...each("speed", (watch) => watch.speeds),
    ...each("acceleration", (watch) => watch.accelerations),
    figure("CMD over 2 s", "mm", ({ motion }) => {
      const first = motion.slice(0, 2 * fps);
      const value = 1000 * cumulativeMotion(first, speed);
      return { value, low: value, high: value };
    }),
  ];
}

export function speedsIn(clip: Clip): number[] {
  return Array.from({ length: Math.max(0, clip.frames - 1) }, (_, frame) =>
    roomDistance(rowAt(clip, frame), rowAt(clip, frame + 1)),
  );
}

export function turnsIn(clip: Clip): number[] {
  return Array.from({ length: Math.max(0, clip.frames - 2) }, (_, frame) =>
    roomTurn(rowAt(clip, frame), rowAt(clip, frame + 1), rowAt(clip, frame + 2)),
  );
}

const distanceOf = (row: Float32Array, joint: number): number =>
  lengthOf(row[3 * joint]!, row[3 * joint + 1]!, row[3 * joint + 2]!);
