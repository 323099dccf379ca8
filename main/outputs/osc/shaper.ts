import type { Seconds } from "../../../shared/pose.ts";
import { glide, shareOfWay } from "../signals/glide.ts";
import type { Cell } from "./row.ts";

/** How a destination wants its numbers. */
export interface Shaping {
  /** What 0 and 1 become, where a number has such a whole. */
  readonly scale: readonly [low: number, high: number];
  /** Time constant for every float; null leaves each at its usual one. */
  readonly smoothing: Seconds | null;
}

export const PLAIN: Shaping = { scale: [0, 1], smoothing: null };

/** A number that is changed on its way. */
interface Bend {
  readonly from: Cell;
  readonly to: Float64Array;
  readonly at: number;
  readonly circular: boolean;
  readonly scales: boolean;
  shown: number;
  /** Of the row; not a number before the first time. */
  life: number;
}

/** Smooths and scales numbers for one destination. */
export class Shaper {
  readonly #shaping: Shaping;
  /** By their time constants: those that share one make the same share of their way. */
  readonly #bends = new Map<Seconds, Bend[]>();

  constructor(shaping: Shaping) {
    this.#shaping = shaping;
  }

  /** The same cells as they leave. One that needs nothing done to it stays what it is. */
  shape(cells: readonly Cell[]): readonly Cell[] {
    const values = Float64Array.from(cells, (cell) => cell.row.values[cell.index]!);
    const row = { values, life: 0 };
    return cells.map((cell, index) =>
      this.#bend(cell, values, index) ? { argument: cell.argument, row, index } : cell,
    );
  }

  /** Brings what leaves up to date, `dt` seconds after the time before. */
  update(dt: Seconds): void {
    const [low, high] = this.#shaping.scale;
    for (const [tau, bends] of this.#bends) {
      const share = shareOfWay(dt, tau);
      for (const bend of bends) {
        const { from, to, at, circular, scales } = bend;
        let value = from.row.values[from.index]!;
        if (from.row.life === bend.life) value = glide(bend.shown, value, share, circular);
        bend.shown = value;
        bend.life = from.row.life;
        to[at] = scales ? low + value * (high - low) : value;
      }
    }
  }

  #bend(from: Cell, to: Float64Array, at: number): boolean {
    const { type, smoothing: usual = 0, circular = false, scales: hasWhole = false } = from.argument;
    const { scale, smoothing } = this.#shaping;
    const tau = type === "i" ? usual : (smoothing ?? usual);
    const scales = hasWhole && (scale[0] !== 0 || scale[1] !== 1);
    if (tau === 0 && !scales) return false;
    const bends = this.#bends.get(tau) ?? [];
    this.#bends.set(tau, bends);
    bends.push({ from, to, at, circular, scales, shown: 0, life: Number.NaN });
    return true;
  }
}
