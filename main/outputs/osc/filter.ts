import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { glide } from "../../motion/signals/glide.ts";
import type { Argument } from "./table/address.ts";

/** Numbers that change from frame to frame, such as those of a line of the table. */
export interface NumberSource {
  readonly args: readonly Argument[];
  /** One for each argument. */
  readonly numbers: readonly number[];
  /** Counts up when the numbers begin anew, so that smoothing never goes from one person to another. */
  readonly generation: number;
}

export interface FilterSettings {
  /** What 0 and 1 become, of arguments that scale. */
  readonly scale: readonly [low: number, high: number];
  /** Time constant for every float; null leaves each argument at its usual one. */
  readonly smoothing: Seconds | null;
}

/** Each argument smoothed as is usual for it, and nothing scaled. */
export const USUAL_FILTER: FilterSettings = { scale: [0, 1], smoothing: null };

/** Smooths and scales the numbers of a source. It is a source itself, so that filters can be chained. */
export class Filter implements NumberSource {
  readonly args: readonly Argument[];
  readonly numbers: number[];
  readonly #source: NumberSource;
  readonly #scale: FilterSettings["scale"];
  /** Time constants, one for each argument. */
  readonly #taus: readonly Seconds[];
  /** Before scaling. */
  readonly #smoothed: number[];
  #generation: number | null = null;

  constructor(source: NumberSource, { scale, smoothing }: FilterSettings) {
    this.args = source.args.map((argument) => ({ ...argument, smoothing: 0 }));
    this.numbers = [...source.numbers];
    this.#source = source;
    this.#scale = scale;
    this.#taus = source.args.map(({ type, smoothing: usual = 0 }) =>
      type === "i" ? usual : (smoothing ?? usual),
    );
    this.#smoothed = [...source.numbers];
  }

  get generation(): number {
    return this.#source.generation;
  }

  /** Takes over what the source holds now, `dt` seconds after the time before. */
  update(dt: Seconds): void {
    const [low, high] = this.#scale;
    const isScaled = low !== 0 || high !== 1;
    const isNew = this.generation !== this.#generation;
    this.#generation = this.generation;
    for (const [i, value] of this.#source.numbers.entries()) {
      const { circular = false, scales } = this.args[i]!;
      const share = isNew ? 1 : approachFactor(dt, this.#taus[i]!);
      const smoothed = glide(this.#smoothed[i]!, value, share, circular);
      this.#smoothed[i] = smoothed;
      this.numbers[i] = scales && isScaled ? low + smoothed * (high - low) : smoothed;
    }
  }
}
