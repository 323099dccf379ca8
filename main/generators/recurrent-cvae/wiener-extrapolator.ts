import { clamp } from "../../../shared/numbers.ts";
import { mixFrames } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import type { Extrapolation, Extrapolator } from "../generator.ts";
import { type DancerState, initialDancerState } from "./dancer-state.ts";
import { meanSquareAccelerationIn, type PerAxis } from "./denoiser.ts";
import { extrapolate, type ObservationModel, observeFrame, ownFrame } from "./observation.ts";
import { EXTRAPOLATED_FRAMES } from "./wiener.ts";

/** Frames of the mean whose least value tells the noise, and for how many frames a least value holds, at least. */
const MEAN_FRAMES = 6;
const LEAST_FRAMES = 60;
/** By which the least of such means is below their mean. */
const LEAST_OF_MEAN = 0.75;

/**
 * One dancer's next 8 frames as the denoiser's filter extrapolates them, without the network. An extrapolation suffers
 * more from noise than what is observed, so that the noise has to be known even where it is low: it is always there,
 * and movement is not, so that it follows from the calmest moment of the last seconds (minimum statistics: Martin,
 * "Noise power spectral density estimation", IEEE Trans. Speech and Audio Processing 9, 2001).
 */
export class WienerExtrapolator implements Extrapolator {
  readonly #model: ObservationModel;
  #dancer: DancerState = initialDancerState();
  /** For x, y, z: the running mean square acceleration, its least value in this span of frames and in the one before. */
  #mean: PerAxis | null = null;
  #least: PerAxis = [0, 0, 0];
  #leastBefore: PerAxis | null = null;
  #frames = 0;

  constructor(model: ObservationModel) {
    this.#model = model;
  }

  observe(frame: MotionFrame): void {
    this.#dancer = observeFrame(this.#dancer, frame, this.#model);
    const window = this.#dancer.denoised?.window ?? [];
    if (window.length < 3) return;
    const before = this.#mean;
    const mean = perAxis((axis) => {
      const now = meanSquareAccelerationIn(window, axis);
      return before ? before[axis]! + (now - before[axis]!) / MEAN_FRAMES : now;
    });
    this.#mean = mean;
    const begins = this.#frames++ % LEAST_FRAMES === 0;
    if (begins) this.#leastBefore = before && this.#least;
    const least = begins ? mean : this.#least;
    this.#least = perAxis((axis) => Math.min(least[axis]!, mean[axis]!));
  }

  ahead(frames: number, rest: MotionFrame): Extrapolation | null {
    const { denoised } = this.#dancer;
    if (!denoised) return null;
    const noiseVariance = this.#noiseVariance();
    const dancer = { ...this.#dancer, denoised: { ...denoised, noiseVariance } };
    const at = clamp(frames, 1, EXTRAPOLATED_FRAMES);
    const placements = extrapolate(dancer, this.#model, Math.ceil(at), rest);
    if (!placements) return null;
    const frame = (count: number): MotionFrame =>
      ownFrame(
        placements.subarray((count - 1) * PLACEMENT_SIZE, count * PLACEMENT_SIZE),
        dancer,
        this.#model,
      );
    const [before, last] = [Math.floor(at), Math.ceil(at)];
    return {
      frame: before === last ? frame(last) : mixFrames(frame(before), frame(last), at - before),
      noise: Math.sqrt((noiseVariance[0] + noiseVariance[1]) / 2),
    };
  }

  /** White noise of variance v has second differences of variance 6 v. */
  #noiseVariance(): PerAxis {
    const before = this.#leastBefore ?? this.#least;
    return perAxis((axis) => Math.min(this.#least[axis]!, before[axis]!) / LEAST_OF_MEAN / 6);
  }
}

const perAxis = (value: (axis: number) => number): PerAxis => [value(0), value(1), value(2)];
