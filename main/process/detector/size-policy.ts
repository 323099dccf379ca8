import { DETECTOR_SIZES, type DetectorSize } from "../../../shared/messages.ts";
import { Measurements } from "../../system/percentiles.ts";

/** A camera's frame period, which detecting and predicting have to fit in: milliseconds. */
export const BUDGET = 33;

/** Two seconds of camera: long enough for a median to forgive a hiccup. */
const WINDOW = 60;

/**
 * When the pose model has to become smaller: the median of detecting and predicting does not hold the camera's rate.
 * It never grows again by itself, so the show does not swing between two looks.
 */
export class SizePolicy {
  readonly #measured: Measurements;
  readonly #window: number;
  #size: DetectorSize;

  /** @param window measurements that are looked at. */
  constructor(size: DetectorSize, window = WINDOW) {
    this.#size = size;
    this.#window = window;
    this.#measured = new Measurements(window);
  }

  get size(): DetectorSize {
    return this.#size;
  }

  /** Takes the milliseconds of one frame; gives the new size and the median that asked for it, when it is time. */
  measure(milliseconds: number): { readonly size: DetectorSize; readonly p50: number } | null {
    this.#measured.add(milliseconds);
    const smaller = DETECTOR_SIZES[DETECTOR_SIZES.indexOf(this.#size) - 1];
    if (!smaller || this.#measured.size < this.#window) return null;
    const { p50 } = this.#measured.percentiles();
    if (p50 <= BUDGET) return null;
    this.#measured.clear();
    this.#size = smaller;
    return { size: smaller, p50 };
  }
}
