import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** Within these heights of her lowest joint a sender's floor is ours, metres: nobody jumps or crouches on it for long. */
const [LOWEST, HIGHEST] = [-0.1, 0.2];
/** For so long somebody is watched, in steps of a second. */
const WATCHED = 10;
/** Time constant with which she is brought to the floor. */
const SETTLE: Seconds = 0.5;

/** Where a sender's floor is, told from how low she comes: suits drift, and some begin at the height of the hips. */
export class Floor {
  /** The lowest of each second, newest last. */
  readonly #lowest: { readonly second: number; height: number }[] = [];
  readonly #approach = new Approach(SETTLE);
  #shift = 0;

  /** By how much she is to be lifted. @param lowest height of her lowest joint as it was sent */
  shift(lowest: number, t: Seconds): number {
    const second = Math.floor(t);
    const last = this.#lowest.at(-1);
    if (last?.second === second) last.height = Math.min(last.height, lowest);
    else this.#lowest.push({ second, height: lowest });
    while (this.#lowest.length > 0 && this.#lowest[0]!.second <= second - WATCHED) this.#lowest.shift();
    const floor = Math.min(...this.#lowest.map(({ height }) => height));
    const target = floor < LOWEST || floor > HIGHEST ? -floor : 0;
    this.#shift += (target - this.#shift) * this.#approach.share(t);
    return this.#shift;
  }
}
