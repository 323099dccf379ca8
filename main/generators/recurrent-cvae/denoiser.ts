import { PLACEMENT_SIZE, POINTS, ROOT_POINT } from "../../motion/motion-state.ts";
import { WINDOW_FRAMES, WienerFilter } from "./wiener.ts";

/** The noise is estimated from about this many frames. */
const NOISE_FRAMES = 20;
/** Mean square acceleration up to so many times that of the training data is taken for motion, not for noise. */
const ACCELERATION_MARGIN = 16;

const VERTICAL = 1;

/** For x, y, z. */
export type PerAxis = readonly [x: number, y: number, z: number];

/** The dancer's placement without the camera's noise, metres, and what the next estimate needs. Never changed once made. */
export interface Denoised {
  /** x, y, z of each point, [57], and its velocity, metres a frame. */
  readonly placement: Float32Array;
  readonly velocity: Float32Array;
  /** The last placements as they were observed, at most 6, the newest first. */
  readonly window: readonly Float32Array[];
  /** Running mean over points, for x, y, z. */
  readonly meanSquareAcceleration: PerAxis;
  /** Variance of the camera's noise, square metres, for x, y, z; 0 where it is low. */
  readonly noiseVariance: PerAxis;
  readonly frames: number;
}

/** How the training data moves: see CONSTANT_BLOCKS. */
export interface MotionStatistics {
  readonly mean: Float32Array;
  readonly acceleration: Float32Array;
  readonly horizontalModes: Float32Array;
  readonly horizontalVariances: Float32Array;
  readonly horizontalReconstruction: Float32Array;
  readonly verticalModes: Float32Array;
  readonly verticalVariances: Float32Array;
  readonly verticalReconstruction: Float32Array;
}

/**
 * Removes a poor camera's noise. Low-noise input passes through unfiltered; the noise's variance follows from how far
 * the mean square acceleration exceeds that of the training data. Axis by axis, since depth is the noisiest.
 */
export class Denoiser {
  /** Mean square acceleration of the training data. */
  readonly #usualAcceleration: PerAxis;
  readonly #filters: readonly [x: WienerFilter, y: WienerFilter, z: WienerFilter];

  constructor(statistics: MotionStatistics) {
    this.#usualAcceleration = meanSquares(statistics.acceleration);
    // A dancer may face any way, so that a point's mean position along the floor is that of the hips.
    const horizontal = new WienerFilter(
      {
        modes: statistics.horizontalModes,
        variances: statistics.horizontalVariances,
        reconstruction: statistics.horizontalReconstruction,
      },
      new Float32Array(POINTS),
    );
    const vertical = new WienerFilter(
      {
        modes: statistics.verticalModes,
        variances: statistics.verticalVariances,
        reconstruction: statistics.verticalReconstruction,
      },
      meanHeights(statistics.mean),
    );
    this.#filters = [horizontal, vertical, horizontal];
  }

  /** The first placement passes through: nothing is known of its noise. */
  first(placement: Float32Array): Denoised {
    return {
      placement,
      velocity: new Float32Array(PLACEMENT_SIZE),
      window: [placement],
      meanSquareAcceleration: [0, 0, 0],
      noiseVariance: [0, 0, 0],
      frames: 1,
    };
  }

  /** @param scale how much larger the standard body's points are than this dancer's, factors, [19] */
  next(before: Denoised, observed: Float32Array, scale: Float32Array): Denoised {
    const window = [observed, ...before.window.slice(0, WINDOW_FRAMES - 1)];
    const frames = before.frames + 1;
    const placement = observed.slice();
    const velocity = observed.map((now, i) => now - before.window[0]![i]!);
    const meanSquareAcceleration: [number, number, number] = [...before.meanSquareAcceleration];
    const noiseVariance: [number, number, number] = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      // Two frames make a velocity, three an acceleration.
      if (frames > 2)
        meanSquareAcceleration[axis]! +=
          (meanSquareAccelerationIn(window, axis) - meanSquareAcceleration[axis]!) /
          Math.min(frames - 2, NOISE_FRAMES);
      // White noise of variance v has second differences of variance 6 v.
      const variance =
        (meanSquareAcceleration[axis]! - ACCELERATION_MARGIN * this.#usualAcceleration[axis]!) / 6;
      if (variance <= 0) continue;
      noiseVariance[axis] = variance;
      const origin = originOf(observed, scale, axis);
      const estimate = this.#filters[axis]!.smooth(alongAxis(window, scale, axis, origin), variance);
      for (let point = 0; point < POINTS; point++) {
        const i = 3 * point + axis;
        placement[i] = (estimate[point]! + (point === ROOT_POINT ? origin : 0)) / scale[point]!;
        velocity[i] = (estimate[point]! - estimate[POINTS + point]!) / scale[point]!;
      }
    }
    return { placement, velocity, window, meanSquareAcceleration, noiseVariance, frames };
  }

  /**
   * The filter's prediction of the next placements of the standard body, [frames * 57]; null before the window is full.
   * @param rest where somebody stays who does not move, a placement of the dancer's own; where it is missing she is
   *   drawn towards the mean of the training data, which costs a pose that is held
   */
  extrapolate(
    { window, noiseVariance }: Denoised,
    scale: Float32Array,
    frames: number,
    rest?: Float32Array,
  ): Float32Array | null {
    if (window.length < WINDOW_FRAMES) return null;
    const placements = new Float32Array(frames * PLACEMENT_SIZE);
    for (let axis = 0; axis < 3; axis++) {
      const origin = originOf(rest ?? window[0]!, scale, axis);
      const points = alongAxis(window, scale, axis, origin);
      const mean = rest && alongAxis([rest], scale, axis, origin);
      this.#filters[axis]!.predict(points, noiseVariance[axis]!, frames, mean).forEach((value, i) => {
        placements[3 * i + axis] = value + (i % POINTS === ROOT_POINT ? origin : 0);
      });
    }
    return placements;
  }
}

/** Position of the standard body's hips along an axis of the floor, metres; heights count from the floor. */
function originOf(placement: Float32Array, scale: Float32Array, axis: number): number {
  return axis === VERTICAL ? 0 : placement[3 * ROOT_POINT + axis]! * scale[ROOT_POINT]!;
}

/** One axis of a window of 6 placements, of the standard body, metres, [114]; the oldest one is repeated to fill it. */
function alongAxis(
  window: readonly Float32Array[],
  scale: Float32Array,
  axis: number,
  origin: number,
): Float64Array {
  const points = new Float64Array(WINDOW_FRAMES * POINTS);
  for (let age = 0, i = 0; age < WINDOW_FRAMES; age++) {
    const placement = window[Math.min(age, window.length - 1)]!;
    for (let point = 0; point < POINTS; point++, i++)
      points[i] = placement[3 * point + axis]! * scale[point]! - (point === ROOT_POINT ? origin : 0);
  }
  return points;
}

/** Height of each point in a mean state, metres, [19]: the only coordinate that does not depend on the heading. */
export function meanHeights(mean: Float32Array): Float32Array {
  return mean.slice(0, PLACEMENT_SIZE).filter((_, i) => i % 3 === VERTICAL);
}

/** Mean over points of the last acceleration's square along an axis, square metres. */
export function meanSquareAccelerationIn(
  [now, before, earlier]: readonly Float32Array[],
  axis: number,
): number {
  let sum = 0;
  for (let i = axis; i < PLACEMENT_SIZE; i += 3) sum += (now![i]! - 2 * before![i]! + earlier![i]!) ** 2;
  return sum / POINTS;
}

/**
 * Mean square for x, y, z; x and z alike, since a dancer may face any way.
 * @param acceleration standard deviation of each coordinate's, metres a frame, [57]
 */
function meanSquares(acceleration: Float32Array): PerAxis {
  const [x, y, z] = [0, 1, 2].map((axis) =>
    acceleration.reduce((sum, value, i) => (i % 3 === axis ? sum + value ** 2 / POINTS : sum), 0),
  ) as [number, number, number];
  return [(x + z) / 2, y, (x + z) / 2];
}
