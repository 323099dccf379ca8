import { PLACEMENT_SIZE, POINTS, ROOT_POINT } from "./motion-state.ts";
import { WINDOW, WienerFilter } from "./wiener.ts";

/** Trembling is judged by about this many frames. */
const FRAMES = 20;
/** How many times as abrupt as dance is on average somebody may be before she counts as badly seen, as a power. */
const ABRUPT = 16;

const UP = 1;

/** For x, y, z. */
type PerAxis = readonly [number, number, number];

/** Where the points of a still are taken to be, and how they move: metres, metres a frame. Never changed once made. */
export interface Denoised {
  /** x, y, z of each point, [57]. */
  readonly place: Float32Array;
  readonly way: Float32Array;
  /** The last stills as they were seen, at most 6, the newest first. */
  readonly seen: readonly Float32Array[];
  /** Mean square of how their velocity changes from frame to frame, for x, y, z. */
  readonly abruptness: PerAxis;
  /** Variance of how they trembled, square metres, for x, y, z; 0 for who is seen well. */
  readonly noise: PerAxis;
  readonly frames: number;
}

/** How dances move, as measured on the training data: see CONSTANT_BLOCKS. */
export interface MotionStatistics {
  readonly mean: Float32Array;
  readonly turn: Float32Array;
  readonly acrossModes: Float32Array;
  readonly acrossVariances: Float32Array;
  readonly acrossBack: Float32Array;
  readonly uprightModes: Float32Array;
  readonly uprightVariances: Float32Array;
  readonly uprightBack: Float32Array;
}

/**
 * Takes out of what is seen what a poor camera adds. Somebody who is seen well is taken as she is; how badly one is
 * seen follows from how abruptly she seems to move, beside how abruptly dancers do. Axis by axis, since depth is seen
 * worst.
 */
export class Denoiser {
  /** Mean square of how velocities usually change. */
  readonly #usualChange: PerAxis;
  readonly #filters: readonly [x: WienerFilter, y: WienerFilter, z: WienerFilter];

  constructor(manner: MotionStatistics) {
    this.#usualChange = usualChange(manner.turn);
    const { acrossModes, acrossVariances, acrossBack, uprightModes, uprightVariances, uprightBack } = manner;
    // A dance may face any way, so that it is nowhere in particular on the floor.
    const across = new WienerFilter(
      { modes: acrossModes, variances: acrossVariances, back: acrossBack },
      new Float32Array(POINTS),
    );
    const upright = new WienerFilter(
      { modes: uprightModes, variances: uprightVariances, back: uprightBack },
      usualHeights(manner.mean),
    );
    this.#filters = [across, upright, across];
  }

  /** The first still is taken as it is. */
  first(still: Float32Array): Denoised {
    const way = new Float32Array(PLACEMENT_SIZE);
    return { place: still, way, seen: [still], abruptness: [0, 0, 0], noise: [0, 0, 0], frames: 1 };
  }

  /** @param scale how much larger the standard body's points are than this dancer's, factors, [19] */
  next(before: Denoised, still: Float32Array, scale: Float32Array): Denoised {
    const seen = [still, ...before.seen.slice(0, WINDOW - 1)];
    const frames = before.frames + 1;
    const place = still.slice();
    const way = still.map((now, i) => now - before.seen[0]![i]!);
    const abruptness: [number, number, number] = [...before.abruptness];
    const noise: [number, number, number] = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      // Two frames make a velocity, three a change of it.
      if (frames > 2)
        abruptness[axis]! += (changeIn(seen, axis) - abruptness[axis]!) / Math.min(frames - 2, FRAMES);
      // White noise of variance v changes velocities by 6 v.
      const variance = (abruptness[axis]! - ABRUPT * this.#usualChange[axis]!) / 6;
      if (variance <= 0) continue;
      noise[axis] = variance;
      const origin = originOf(still, scale, axis);
      const found = this.#filters[axis]!.last(alongAxis(seen, scale, axis, origin), variance);
      for (let point = 0; point < POINTS; point++) {
        const i = 3 * point + axis;
        place[i] = (found[point]! + (point === ROOT_POINT ? origin : 0)) / scale[point]!;
        way[i] = (found[point]! - found[POINTS + point]!) / scale[point]!;
      }
    }
    return { place, way, seen, abruptness, noise, frames };
  }

  /**
   * The next stills as they follow from the last ones alone, of the standard body: [stills * 57]; null before enough of
   * them were seen.
   */
  ahead({ seen, noise }: Denoised, scale: Float32Array, stills: number): Float32Array | null {
    if (seen.length < WINDOW) return null;
    const ahead = new Float32Array(stills * PLACEMENT_SIZE);
    for (let axis = 0; axis < 3; axis++) {
      const origin = originOf(seen[0]!, scale, axis);
      const window = alongAxis(seen, scale, axis, origin);
      this.#filters[axis]!.next(window, noise[axis]!, stills).forEach((value, i) => {
        ahead[3 * i + axis] = value + (i % POINTS === ROOT_POINT ? origin : 0);
      });
    }
    return ahead;
  }
}

/** Where the hips of the standard body are along an axis of the floor, metres; heights count from the floor. */
function originOf(still: Float32Array, scale: Float32Array, axis: number): number {
  return axis === UP ? 0 : still[3 * ROOT_POINT + axis]! * scale[ROOT_POINT]!;
}

/** An axis of the last 6 stills, of the standard body, metres: the first stands for those that were before it. */
function alongAxis(
  seen: readonly Float32Array[],
  scale: Float32Array,
  axis: number,
  origin: number,
): Float64Array {
  const window = new Float64Array(WINDOW * POINTS);
  for (let back = 0, i = 0; back < WINDOW; back++) {
    const still = seen[Math.min(back, seen.length - 1)]!;
    for (let point = 0; point < POINTS; point++, i++)
      window[i] = still[3 * point + axis]! * scale[point]! - (point === ROOT_POINT ? origin : 0);
  }
  return window;
}

/** Of each point in a mean moment, metres, [19]: what facing this way or that does not change. */
export function usualHeights(mean: Float32Array): Float32Array {
  return mean.slice(0, PLACEMENT_SIZE).filter((_, i) => i % 3 === UP);
}

/** Mean square of the last change of velocity along an axis, square metres. */
function changeIn([now, before, earlier]: readonly Float32Array[], axis: number): number {
  let sum = 0;
  for (let i = axis; i < PLACEMENT_SIZE; i += 3) sum += (now![i]! - 2 * before![i]! + earlier![i]!) ** 2;
  return sum / POINTS;
}

/**
 * Mean square for x, y, z: across the floor the same in all directions, since a dance may face any.
 * @param turn usual change of velocity of each coordinate, metres a frame, [57].
 */
function usualChange(turn: Float32Array): PerAxis {
  const [x, y, z] = [0, 1, 2].map((axis) =>
    turn.reduce((sum, value, i) => (i % 3 === axis ? sum + value ** 2 / POINTS : sum), 0),
  ) as [number, number, number];
  return [(x + z) / 2, y, (x + z) / 2];
}
