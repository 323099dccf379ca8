import type { Seconds } from "../../../shared/pose.ts";
import { glide, shareOfWay } from "../signals/glide.ts";
import type { Argument } from "./address.ts";
import { Numbers, placeOf } from "./numbers.ts";
import type { Cell, Life } from "./row.ts";

/** How a destination wants its numbers. */
export interface Shaping {
  /** What 0 and 1 become, where a number has such a whole. */
  readonly scale: readonly [low: number, high: number];
  /** Time constant for every float; null leaves each at its usual one. */
  readonly smoothing: Seconds | null;
}

export const PLAIN: Shaping = { scale: [0, 1], smoothing: null };

/** Numbers that leave changed alike, and begin anew together. */
interface Bend {
  /** The block of numbers that they come from. */
  readonly from: Float64Array;
  readonly indices: Uint16Array;
  readonly to: Float64Array;
  readonly places: Uint16Array;
  /** At the same places, smoothed and not scaled yet; `to` itself where nothing is scaled. */
  readonly shown: Float64Array;
  readonly circular: boolean;
  readonly life: Life;
  /** Its count the time before; not a number before the first. */
  seen: number;
}

/** Smooths and scales numbers for one destination. */
export class Shaper {
  readonly #shaping: Shaping;
  readonly #numbers: Numbers;
  /** By their time constants: those that share one make the same share of their way. */
  readonly #bends = new Map<Seconds, Bend[]>();

  /** @param numbers where its own are */
  constructor(shaping: Shaping, numbers = new Numbers()) {
    this.#shaping = shaping;
    this.#numbers = numbers;
  }

  /** The same cells as they leave. One that needs nothing done to it stays what it is. */
  shape(cells: readonly Cell[]): readonly Cell[] {
    const changes = cells.map(({ argument }) => this.#changeOf(argument));
    const changed = [...cells.keys()].filter((place) => changes[place]);
    if (changed.length === 0) return cells;
    const to = this.#numbers.take(cells.length);
    const unscaled = changes.some((change) => change?.scales) ? this.#numbers.take(cells.length) : to;
    const groups = alike(
      changed,
      (place) => JSON.stringify(changes[place]),
      (place) => cells[place]!.row.life,
      (place) => cells[place]!.row.values.buffer,
    );
    for (const places of groups) {
      const { tau, circular, scales } = changes[places[0]!]!;
      const { life, values: some } = cells[places[0]!]!.row;
      const bends = this.#bends.get(tau) ?? [];
      this.#bends.set(tau, bends);
      bends.push({
        from: new Float64Array(some.buffer),
        indices: Uint16Array.from(places, (place) => {
          const { row, index } = cells[place]!;
          return placeOf(row.values, index);
        }),
        ...{ to, places: Uint16Array.from(places), shown: scales ? unscaled : to },
        ...{ circular, life, seen: Number.NaN },
      });
    }
    return cells.map((cell, index) => {
      if (!changes[index]) return cell;
      to[index] = cell.row.values[cell.index]!;
      return { argument: cell.argument, row: { values: to, life: cell.row.life }, index };
    });
  }

  /** Brings what leaves up to date, `dt` seconds after the time before. */
  update(dt: Seconds): void {
    const [low, high] = this.#shaping.scale;
    for (const [tau, bends] of this.#bends) {
      const share = shareOfWay(dt, tau);
      for (const bend of bends) {
        const { from, indices, to, places, shown, circular, life } = bend;
        const made = life.count === bend.seen ? share : 1;
        bend.seen = life.count;
        for (let i = 0; i < places.length; i++) {
          const place = places[i]!;
          const value = glide(shown[place]!, from[indices[i]!]!, made, circular);
          shown[place] = value;
          if (shown !== to) to[place] = low + value * (high - low);
        }
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
}

interface Change {
  readonly tau: Seconds;
  readonly circular: boolean;
  readonly scales: boolean;
}

/** Those that agree in each of the keys. */
function alike<T>(all: readonly T[], ...keys: readonly ((one: T) => unknown)[]): readonly (readonly T[])[] {
  let groups = [all];
  for (const key of keys) groups = groups.flatMap((group) => [...Map.groupBy(group, key).values()]);
  return groups;
}
