import type { Seconds } from "../../../shared/pose.ts";

/** Canvas pixels a screen pixel, and how many frames of the screen there are to each that is drawn. */
export interface RenderQuality {
  readonly resolution: number;
  readonly every: number;
}

/** From the best to what a machine without a GPU can draw while it runs the engine. */
const LEVELS: readonly RenderQuality[] = [
  { resolution: 1, every: 1 },
  { resolution: 0.75, every: 1 },
  { resolution: 0.5, every: 1 },
  { resolution: 0.5, every: 2 },
];

/** A mean time between frames of the screen over WINDOW that is longer than this is too slow. */
const TOO_SLOW: Seconds = 1 / 40;
const WINDOW: Seconds = 2;
/** A longer gap is not slow drawing: the page was hidden, or the machine asleep. */
const GAP: Seconds = 1;

/** Lowers the quality until the machine keeps up. It never rises again, so that the picture does not pulsate. */
export class AdaptiveQuality {
  #level = 0;
  #count = 0;
  #began: Seconds | undefined;
  #last: Seconds = 0;

  /** @param software the browser draws without a GPU */
  constructor(software: boolean) {
    if (software) this.#level = LEVELS.length - 1;
  }

  get level(): RenderQuality {
    return LEVELS[this.#level]!;
  }

  /** To be called at each frame of the screen. */
  shouldDraw(now: Seconds): boolean {
    const gap = now - this.#last > GAP;
    this.#last = now;
    if (this.#began === undefined || gap) {
      this.#began = now;
      this.#count = 0;
    }
    this.#count++;
    const lasted = now - this.#began;
    if (lasted > WINDOW) {
      if (lasted / (this.#count - 1) > TOO_SLOW) this.#level = Math.min(this.#level + 1, LEVELS.length - 1);
      this.#began = undefined;
    }
    return this.#count % this.level.every === 0;
  }
}
