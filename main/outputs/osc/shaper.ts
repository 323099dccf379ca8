import type { Seconds } from "../../../shared/pose.ts";
import { glide, shareOfWay } from "../signals/glide.ts";
import type { Argument } from "./address.ts";
import type { Cell } from "./row.ts";

/** How a destination wants its numbers. */
export interface Shaping {
  /** What 0 and 1 become, where a number has such a whole. */
  readonly scale: readonly [low: number, high: number];
  /** Time constant for every float; null leaves each at its usual one. */
  readonly smoothing: Seconds | null;
}

export const PLAIN: Shaping = { scale: [0, 1], smoothing: null };

/** Numbers of one row that leave changed alike: flat, and so read many times faster than objects. */
interface Bends {
  readonly from: Cell["row"];
  readonly indices: Uint16Array;
  readonly to: Float64Array;
  readonly places: Uint16Array;
  readonly circular: boolean;
  readonly scales: boolean;
  /** Smoothed, and not scaled yet. */
  readonly shown: Float64Array;
  /** Of the row; not a number before the first time. */
  life: number;
}

/** Smooths and scales numbers for one destination. */
export class Shaper {
  readonly #shaping: Shaping;
  /** By their time constants: those that share one make the same share of their way. */
  readonly #bends = new Map<Seconds, Bends[]>();

  constructor(shaping: Shaping) {
    this.#shaping = shaping;
  }

  /** The same cells as they leave. One that needs nothing done to it stays what it is. */
  shape(cells: readonly Cell[]): readonly Cell[] {
    const to = Float64Array.from(cells, (cell) => cell.row.values[cell.index]!);
    const row = { values: to, life: 0 };
    const changes = cells.map(({ argument }) => this.#changeOf(argument));
    const alike = Map.groupBy(cells.keys(), (place) => JSON.stringify(changes[place]));
    for (const places of alike.values()) {
      const change = changes[places[0]!];
      if (change) this.#bend(cells, places, to, change);
    }
    return cells.map((cell, index) => (changes[index] ? { argument: cell.argument, row, index } : cell));
  }

  /** Brings what leaves up to date, `dt` seconds after the time before. */
  update(dt: Seconds): void {
    const [low, high] = this.#shaping.scale;
    for (const [tau, rows] of this.#bends) {
      const share = shareOfWay(dt, tau);
      for (const row of rows) {
        const { from, indices, to, places, circular, scales, shown } = row;
        const made = from.life === row.life ? share : 1;
        for (let i = 0; i < places.length; i++) {
          const value = glide(shown[i]!, from.values[indices[i]!]!, made, circular);
          shown[i] = value;
          to[places[i]!] = scales ? low + value * (high - low) : value;
        }
        row.life = from.life;
      }
    }
  }

  /** What is done to a number; null where nothing is. */
  #changeOf({
    type,
    smoothing: usual = 0,
    circular = false,
    scales: hasWhole = false,
  }: Argument): Change | null {
    const { scale, smoothing } = this.#shaping;
    const tau = type === "i" ? usual : (smoothing ?? usual);
    const scales = hasWhole && (scale[0] !== 0 || scale[1] !== 1);
    return tau === 0 && !scales ? null : { tau, circular, scales };
  }

  /** @param places of cells that are changed alike */
  #bend(cells: readonly Cell[], places: readonly number[], to: Float64Array, { tau, ...kind }: Change): void {
    const bends = this.#bends.get(tau) ?? [];
    this.#bends.set(tau, bends);
    for (const [from, ofRow] of Map.groupBy(places, (place) => cells[place]!.row))
      bends.push({
        ...{ from, to, ...kind },
        indices: Uint16Array.from(ofRow, (place) => cells[place]!.index),
        places: Uint16Array.from(ofRow),
        shown: new Float64Array(ofRow.length),
        life: Number.NaN,
      });
  }
}

interface Change {
  readonly tau: Seconds;
  readonly circular: boolean;
  readonly scales: boolean;
}
