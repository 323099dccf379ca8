import type { Seconds } from "../../../shared/pose.ts";
import { type Luma, type Normalised, normalised, unlikeness } from "./unlikeness.ts";

export interface CutSettings {
  /** How far a picture differs from the one before it where there is a cut; see `unlikeness`. */
  readonly cutChange: number;
  /** By how many times that stands out from the changes around it. */
  readonly cutContrast: number;
}

/** Changes so near are compared: shaking, fast movement and flicker change every picture, a cut but one. */
const AROUND: Seconds = 0.5;
/** What is back so soon was a flash, or a glitch. */
const FLASH: Seconds = 0.4;

interface Seen {
  readonly t: Seconds;
  readonly picture: Normalised;
  /** From the picture before. */
  readonly change: number;
}

/**
 * Finds the hard cuts of a film by small pictures of it, shown in the order of time. Of ffmpeg's own scene score, the mean
 * difference of two pictures, lights that are switched on and a camera that is shaken are cuts; here movement and
 * brightness are taken out first, and a change has to stand out from those around it.
 */
export class CutFinder {
  readonly #settings: CutSettings;
  readonly #cuts: Seconds[] = [];
  /** Those around the next one that is judged, which is at `#next`. */
  #seen: Seen[] = [];
  #next = 0;

  constructor(settings: CutSettings) {
    this.#settings = settings;
  }

  show(t: Seconds, luma: Luma): void {
    const picture = normalised(luma);
    const before = this.#seen.at(-1);
    this.#seen.push({ t, picture, change: before ? unlikeness(before.picture, picture) : 0 });
    while (this.#seen[this.#next]!.t + AROUND <= t) this.#judgeNext();
  }

  /** The first frames behind each cut, after the last picture. */
  end(): readonly Seconds[] {
    while (this.#next < this.#seen.length) this.#judgeNext();
    return this.#cuts;
  }

  #judgeNext(): void {
    const { t } = this.#seen[this.#next]!;
    if (this.#isCut(this.#next)) this.#cuts.push(t);
    this.#next++;
    const past = this.#seen.findIndex((seen) => seen.t >= t - AROUND);
    this.#seen = this.#seen.slice(past);
    this.#next -= past;
  }

  #isCut(at: number): boolean {
    const { change, t } = this.#seen[at]!;
    const { cutChange, cutContrast } = this.#settings;
    if (at === 0 || change < cutChange) return false;
    const around = this.#seen
      .filter((seen, index) => index !== at && Math.abs(seen.t - t) <= AROUND)
      .map((seen) => seen.change)
      .sort((a, b) => b - a);
    // The largest may be another cut.
    return change >= cutContrast * (around[1] ?? 0) && !this.#comesBack(at);
  }

  /** Whether the picture before is seen again soon, or the one behind was seen before: as it is of both ends of a flash. */
  #comesBack(at: number): boolean {
    const { change, t, picture } = this.#seen[at]!;
    const before = this.#seen[at - 1]!;
    const isSame = (a: Normalised, b: Normalised) => unlikeness(a, b) < change / 2;
    return this.#seen.some((seen, index) => {
      if (Math.abs(seen.t - t) > FLASH) return false;
      return index > at
        ? isSame(before.picture, seen.picture)
        : index < at - 1 && isSame(seen.picture, picture);
    });
  }
}
