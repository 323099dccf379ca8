import type { Box } from "../../../shared/grid.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** Time constant with which the grid follows the dancer: a cell keeps still under a hand that reaches for it. */
const SETTLE: Seconds = 1.5;
/**
 * In body heights: shoulders are at 0.82 of it (Drillis and Contini 1966); arms with hands, 0.44 long, reach to the
 * corners from the next shoulder, and hang below it.
 */
const SHOULDERS = 0.82;
const WIDTH = 0.86;
const ABOVE = 0.33;
const BELOW = 0.22;
/** The grid stays within the picture by this margin, since hands outside it are not seen. */
const EDGE = 0.02;

/** Where the grid of options is: around a dancer's shoulders, within reach of her hands. */
export class OptionGrid {
  #x: number | null = null;
  readonly #approach = new Approach(SETTLE);

  /**
   * @param x middle of her hips, image space. @param floor where she stands, image space.
   * @param height her body height in picture heights.
   */
  place(t: Seconds, x: number, floor: number, height: number, aspect: number): Box {
    const before = this.#x ?? x;
    this.#x = before + (x - before) * this.#approach.share(t);
    const shoulders = floor - SHOULDERS * height;
    const half = (WIDTH * height) / aspect / 2;
    const [left, right] = [Math.max(EDGE, this.#x - half), Math.min(1 - EDGE, this.#x + half)];
    const [top, bottom] = [
      Math.max(EDGE, shoulders - ABOVE * height),
      Math.min(1 - EDGE, shoulders + BELOW * height),
    ];
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  reset(): void {
    this.#x = null;
  }
}
