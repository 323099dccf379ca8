import type { Binding } from "../../../shared/surface/binding.ts";
import { MOST_14_BIT } from "../../../shared/surface/midi-message.ts";
import type { Move } from "./move.ts";

/** The finer part of controller n is controller n + 32. MIDI 1.0 Detailed Specification, table III. */
export const FINER = 32;

/** Of a controller in two parts: where both together say that it stands. Everything else goes through as it is. */
export class FinePlace {
  readonly #binding: Binding;
  #coarse = 0;

  constructor(binding: Binding) {
    this.#binding = binding;
  }

  of(move: Move): Move {
    const { kind, reads, number, channel } = this.#binding;
    if (reads !== "fine" || move.kind !== kind || move.channel !== channel) return move;
    if (move.number === number) {
      this.#coarse = move.raw;
      // The finer one is nothing until it is said.
      return this.#whole(move, move.raw << 7);
    }
    return move.number === number + FINER ? this.#whole(move, (this.#coarse << 7) | move.raw) : move;
  }

  #whole(move: Move, raw: number): Move {
    return { ...move, number: this.#binding.number, raw, place: raw / MOST_14_BIT };
  }
}
