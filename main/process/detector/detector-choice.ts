import type { Seconds } from "../../../shared/pose.ts";
import { Measurements } from "../../system/percentiles.ts";
import { BUDGET } from "./size-policy.ts";

export type DetectorPlace = "engine" | "page";

/** Frames that the engine is measured on: a second of camera. */
const ENGINE_FRAMES = 30;
/** Reports, one a second, that the page is measured on; the first one is of a detector that is warming up. */
const PAGE_REPORTS = 2;
/** The page has to load its detector first; what takes longer than this would not be the faster one. */
const PAGE_PATIENCE: Seconds = 10;

/**
 * Where poses are found. `auto` measures the engine's detector on the first camera frames, then the page's for a
 * moment, and settles on the faster one that meets the budget; where none meets it, on the faster.
 */
export class DetectorChoice {
  readonly #onChange: () => void;
  readonly #engine = new Measurements(ENGINE_FRAMES);
  readonly #page: number[] = [];
  readonly #isFree: boolean;
  #measuring: DetectorPlace | null;
  #pageSince: Seconds = 0;
  #place: DetectorPlace;

  /** @param onChange the place is another one, or settled. */
  constructor(setting: DetectorPlace | "auto", onChange: () => void) {
    this.#onChange = onChange;
    this.#isFree = setting === "auto";
    this.#measuring = setting === "auto" ? "engine" : null;
    this.#place = setting === "page" ? "page" : "engine";
  }

  /** Whose poses to use now: while measuring, the one that is being measured. */
  get place(): DetectorPlace {
    return this.#place;
  }

  /** What is being measured; null once it is settled. */
  get measuring(): DetectorPlace | null {
    return this.#measuring;
  }

  /** One camera frame took the engine's detector so long. */
  engineTook(milliseconds: number, now: Seconds): void {
    if (this.#measuring !== "engine") return;
    this.#engine.add(milliseconds);
    if (this.#engine.size < ENGINE_FRAMES) return;
    this.#measuring = "page";
    this.#place = "page";
    this.#pageSince = now;
    this.#onChange();
  }

  /** The page reported; `milliseconds` is null while its detector does not run yet. */
  pageTook(milliseconds: number | null, now: Seconds): void {
    if (this.#measuring !== "page") return;
    if (milliseconds !== null) this.#page.push(milliseconds);
    if (this.#page.length >= PAGE_REPORTS || now - this.#pageSince > PAGE_PATIENCE) this.#settle();
  }

  /** There is no page any more that could be measured. */
  pageLeft(): void {
    if (this.#measuring === "page") this.#settle();
  }

  /** The page's detector is no use here, however fast it is. Whether it has to give way to the engine's. */
  leavePage(): boolean {
    if (!this.#isFree || this.#measuring || this.#place !== "page") return false;
    this.#place = "engine";
    this.#onChange();
    return true;
  }

  /** What was measured, in words. */
  describe(): string {
    const page = this.#page.length > 0 ? `${Math.round(this.#pageTime())} ms` : "no answer in time";
    const engine = `${Math.round(this.#engineTime())} ms`;
    return `poses are found in the ${this.#place} (measured: engine ${engine}, page ${page})`;
  }

  #settle(): void {
    this.#measuring = null;
    this.#place = fasterPlace(this.#engineTime(), this.#pageTime());
    this.#onChange();
  }

  #engineTime(): number {
    return this.#engine.percentiles().p50;
  }

  #pageTime(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#page);
  }
}

/** The faster that meets the budget; the engine where they are equal, since it leaves the page free to draw. */
export function fasterPlace(engine: number, page: number): DetectorPlace {
  if (engine <= BUDGET !== page <= BUDGET) return engine <= BUDGET ? "engine" : "page";
  return page < engine ? "page" : "engine";
}
