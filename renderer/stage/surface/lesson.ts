import type { Control } from "../../../shared/surface/binding.ts";
import { MOST_7_BIT } from "../../../shared/surface/midi-message.ts";
import { FINER } from "./fine-place.ts";
import type { Move } from "./move.ts";

/** Messages of one fader until it is believed: a single one may be the trembling of its neighbour. */
const MOVED = 3;
/** Of an axis, from where it was first seen. */
const ASIDE = 0.5;

export interface Learnt {
  readonly control: Control;
  readonly fine: boolean;
}

/** Which control somebody moves to show it. */
export class Lesson {
  readonly #seen = new Map<string, { messages: number; first: number }>();

  /** The control, once it is certain; null before. */
  observe({ device, kind, channel, number, place, raw }: Move): Learnt | null {
    const keyOf = (of: number) => [device, kind, channel, of].join("\n");
    const seen = this.#seen.get(keyOf(number)) ?? { messages: 0, first: place };
    this.#seen.set(keyOf(number), seen);
    // A button that sends a controller says 127 when it is pressed, and 0 when it is let go.
    seen.messages += raw === MOST_7_BIT ? 2 : 1;
    const isShown =
      kind === "axis"
        ? Math.abs(place - seen.first) > ASIDE
        : kind === "controller" || kind === "bend"
          ? seen.messages >= MOVED
          : place > 0;
    if (!isShown) return null;
    const isFiner = kind === "controller" && this.#seen.has(keyOf(number - FINER));
    const first = isFiner ? number - FINER : number;
    return {
      control: { device, kind, channel, number: first },
      fine: isFiner || (kind === "controller" && this.#seen.has(keyOf(number + FINER))),
    };
  }
}
