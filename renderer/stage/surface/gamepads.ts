import { MAX_LABEL } from "../../../shared/messages.ts";
import { liveAxis } from "../../../shared/surface/axis.ts";
import { MOST_OF_PAD, type PAD_KINDS } from "../../../shared/surface/binding.ts";
import type { Move } from "./move.ts";

/** As far as it is used. */
export type PadState = Pick<Gamepad, "id" | "index" | "connected"> & {
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly value: number }[];
};

interface KnownPad {
  readonly name: string;
  readonly places: Readonly<Record<(typeof PAD_KINDS)[number], number[]>>;
}

/** What is in brackets at the end of a name differs from browser to browser. */
const DETAILS = /\s*\([^()]*(vendor|standard gamepad)[^()]*\)\s*$/i;

/**
 * Gamepads, and pedals that are gamepads to the system. A browser tells of them once one of their buttons was pressed;
 * how they stand then is where they rest, and no move.
 */
export class Gamepads {
  readonly #pads: () => readonly (PadState | null)[];
  readonly #onMove: (move: Move) => void;
  readonly #known = new Map<number, KnownPad>();

  constructor(pads: () => readonly (PadState | null)[], onMove: (move: Move) => void) {
    this.#pads = pads;
    this.#onMove = onMove;
  }

  get names(): readonly string[] {
    return [...this.#known.values()].map(({ name }) => name);
  }

  /** To be called before each picture. @returns whether one has come or gone */
  look(): boolean {
    const there = this.#pads().filter((pad) => pad?.connected) as readonly PadState[];
    let changed = false;
    for (const [index, { name }] of this.#known)
      if (!there.some((pad) => pad.index === index && nameOf(pad) === name))
        changed = this.#known.delete(index);
    for (const pad of there) {
      const known = this.#known.get(pad.index);
      const places = placesOf(pad);
      if (known) this.#compare(known, places);
      else changed = true;
      this.#known.set(pad.index, { name: nameOf(pad), places });
    }
    return changed;
  }

  #compare({ name, places: before }: KnownPad, places: KnownPad["places"]): void {
    for (const kind of ["button", "axis"] as const)
      for (const [number, place] of places[kind].entries()) {
        // A stick that is held aside goes on turning what turns at its speed.
        if (place === before[kind][number] && (kind === "button" || place === 0)) continue;
        this.#onMove({ device: name, kind, channel: 0, number, place, raw: 0 });
      }
  }
}

const placesOf = ({ buttons, axes }: PadState): KnownPad["places"] => ({
  button: buttons.slice(0, MOST_OF_PAD).map(({ value }) => value),
  axis: axes.slice(0, MOST_OF_PAD).map(liveAxis),
});

const nameOf = ({ id }: PadState): string => (id.replace(DETAILS, "") || id).slice(0, MAX_LABEL);
