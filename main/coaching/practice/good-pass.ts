import { BODY_PARTS } from "../../../shared/body-parts.ts";
import { clamp } from "../../../shared/numbers.ts";
import { GOOD_WITHIN } from "../../../shared/practice.ts";
import type { Comparison } from "../compare/comparison.ts";

/** Whether a pass was good enough to be tried faster: the whole of it was danced, on time, and near to the reference. */
export function isGood({
  figures,
  sections,
  likeness,
}: Pick<Comparison, "figures" | "sections" | "likeness">): boolean {
  const { late, off } = figures;
  const apart = BODY_PARTS.reduce((sum, part) => sum + off[part], 0) / BODY_PARTS.length;
  return (
    likeness > 0.5 &&
    sections.length === 0 &&
    late.whole !== null &&
    Math.abs(late.whole) <= GOOD_WITHIN.late &&
    apart <= GOOD_WITHIN.off
  );
}

/** A step that is felt, and after which the same dance is still hers. */
const STEP = 0.05;
/** Passes in a row that were too fast. */
const TOO_FAST = 2;

/** How fast the next pass is. */
export class PracticeSpeed {
  /** As she has set it herself. */
  #own: number;
  #now: number;
  #notGood = 0;

  constructor(speed: number) {
    this.#own = speed;
    this.#now = speed;
  }

  /**
   * After each pass: a step faster after a good one, up to the reference's own speed. Whoever practises alone in a room has
   * no hand free for keys: after two in a row that were not good it is a step slower again, but never slower than she has
   * set it.
   * @param speed of the parameters now: where that is another than it was left at, she has set it.
   */
  after(good: boolean, speed: number): number {
    if (Math.abs(speed - this.#now) > 1e-6) {
      this.#own = speed;
      this.#notGood = 0;
    }
    this.#notGood = good ? 0 : this.#notGood + 1;
    let next = speed;
    if (good) next += STEP;
    else if (this.#notGood >= TOO_FAST) {
      next = Math.max(Math.min(this.#own, speed), speed - STEP);
      this.#notGood = 0;
    }
    this.#now = Math.round(100 * clamp(next, 0.5, 1)) / 100;
    return this.#now;
  }
}
