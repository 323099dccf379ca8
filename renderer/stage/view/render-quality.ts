import type { Seconds } from "../../../shared/pose.ts";

/** How finely the stage is drawn: canvas pixels a screen pixel, and on which of the screen's frames. */
export interface RenderQuality {
  readonly resolution: number;
  readonly every: number;
}

/** From the finest to what a machine without a GPU can do beside its engine. */
const STEPS: readonly RenderQuality[] = [
  { resolution: 1, every: 1 },
  { resolution: 0.75, every: 1 },
  { resolution: 0.5, every: 1 },
  { resolution: 0.5, every: 2 },
];

/** Longer than this between two drawings, on the mean over a while, is too slow. */
const TOO_SLOW: Seconds = 1 / 40;
const WHILE: Seconds = 2;
/** A longer gap is not slow drawing: the page was hidden, or the machine slept. */
const GAP: Seconds = 1;

/** Draws as finely as the machine keeps up with. It steps down and stays there: a stage does not pulse. */
export class AdaptiveQuality {
  #step = 0;
  #count = 0;
  #began: Seconds | undefined;
  #last: Seconds = 0;

  /** @param software the browser draws without a GPU */
  constructor(software: boolean) {
    if (software) this.#step = STEPS.length - 1;
  }

  get level(): RenderQuality {
    return STEPS[this.#step]!;
  }

  /** To be called at each of the screen's frames. @returns whether to draw on this one */
  shouldDraw(now: Seconds): boolean {
    const gap = now - this.#last > GAP;
    this.#last = now;
    if (this.#began === undefined || gap) {
      this.#began = now;
      this.#count = 0;
    }
    this.#count++;
    const lasted = now - this.#began;
    if (lasted > WHILE) {
      if (lasted / (this.#count - 1) > TOO_SLOW) this.#step = Math.min(this.#step + 1, STEPS.length - 1);
      this.#began = undefined;
    }
    return this.#count % this.level.every === 0;
  }
}
