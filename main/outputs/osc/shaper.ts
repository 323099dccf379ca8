import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { glide } from "../../motion/signals/glide.ts";
import type { Argument } from "./address.ts";
import { blockOf, Numbers, placeOf } from "./numbers.ts";
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
  readonly slot: number;
  /** The blocks in which they are as they were, and as they leave. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** The place of each in the one, and in the other. */
  readonly places: Uint16Array;
  /** So far behind what leaves is what was smoothed and not scaled yet; 0 where nothing is scaled. */
  readonly behind: number;
  readonly tau: Seconds;
  readonly circular: boolean;
  readonly life: Life;
  /** Its count the time before; not a number before the first. */
  seen: number;
}

/** Smooths and scales numbers for one destination. */
export class Shaper {
  readonly #shaping: Shaping;
  readonly #numbers: Numbers;
  /** By slot. */
  readonly #bends: Bend[] = [];

  /** @param numbers where its own are */
  constructor(shaping: Shaping, numbers = new Numbers()) {
    this.#shaping = shaping;
    this.#numbers = numbers;
  }

  /**
   * The same cells as they leave. One that needs nothing done to it stays what it is.
   * @param slot that they tell of; not less than the time before
   */
  shape(cells: readonly Cell[], slot = 1): readonly Cell[] {
    const changes = cells.map(({ argument }) => this.#changeOf(argument));
    const changed = [...cells.keys()].filter((place) => changes[place]);
    if (changed.length === 0) return cells;
    const to = this.#numbers.take(2 * cells.length);
    const groups = alike(
      changed,
      (place) => JSON.stringify(changes[place]),
      (place) => cells[place]!.row.life,
      (place) => cells[place]!.row.values.buffer,
    );
    for (const places of groups) {
      const { tau, circular, scales } = changes[places[0]!]!;
      const { life, values } = cells[places[0]!]!.row;
      this.#bends.push({
        ...{ from: blockOf(values), to: blockOf(to), behind: scales ? cells.length : 0 },
        places: Uint16Array.from(
          places.flatMap((place) => {
            const { row, index } = cells[place]!;
            return [placeOf(row.values, index), placeOf(to, place)];
          }),
        ),
        ...{ slot, tau, circular, life, seen: Number.NaN },
      });
    }
    return cells.map((cell, index) => {
      if (!changes[index]) return cell;
      to[index] = cell.row.values[cell.index]!;
      return { argument: cell.argument, row: { values: to, life: cell.row.life }, index };
    });
  }

  /** Brings what leaves up to date, `dt` seconds after the time before: of slots up to `last`, since no other was taken. */
  update(dt: Seconds, last = 1): void {
    const [low, high] = this.#shaping.scale;
    let [tau, share] = [0, 1];
    for (const bend of this.#bends) {
      if (bend.slot > last) break;
      if (bend.tau !== tau) {
        tau = bend.tau;
        share = approachFactor(dt, tau);
      }
      const { from, to, places, behind, circular, life } = bend;
      const made = life.count === bend.seen ? share : 1;
      bend.seen = life.count;
      for (let i = 0; i < places.length; i += 2) {
        const place = places[i + 1]! + behind;
        to[place] = glide(to[place]!, from[places[i]!]!, made, circular);
      }
      if (behind === 0) continue;
      for (let i = 1; i < places.length; i += 2) {
        const place = places[i]!;
        to[place] = low + to[place + behind]! * (high - low);
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
