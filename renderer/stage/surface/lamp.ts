import type { ArgumentValue } from "../../../shared/commands/argument.ts";
import { definitionOf } from "../../../shared/commands/table.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type Binding, isKey, isMidi, isRelative } from "../../../shared/surface/binding.ts";
import { MOST_7_BIT, MOST_14_BIT } from "../../../shared/surface/midi-message.ts";
import { placeOfValue } from "../../../shared/surface/place.ts";
import { isSameValue } from "../../../shared/surface/step.ts";

/** A control that is in somebody's hand is left alone until it has been still for so long. */
const IN_HAND: Seconds = 0.5;
/** So long after it was set, what a device says is that it was: a motor is on its way, a key says it at once. */
const ECHO: Seconds = 0.5;
const ECHO_OF_KEY: Seconds = 0.05;

/** What a MIDI control shows of the value: its lamp, its ring of lamps, or its motor. */
export class Lamp {
  readonly #binding: Binding;
  readonly #most: number;
  readonly #isFollowed: boolean;
  /** What it shows; null where that is not known. */
  #shown: number | null = null;
  #shownAt: Seconds = Number.NEGATIVE_INFINITY;
  #movedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(binding: Binding) {
    this.#binding = binding;
    this.#most = binding.kind === "bend" || binding.reads === "fine" ? MOST_14_BIT : MOST_7_BIT;
    this.#isFollowed = binding.does === "follow" && !isRelative(binding) && !isKey(binding);
  }

  /** What is to be sent so that it shows this: 0 to 127, in 14 bits to 16383; null where it does, or cannot. */
  show(value: ArgumentValue, now: Seconds): number | null {
    const place = placeShown(this.#binding, value);
    if (place === null || (this.#isFollowed && now - this.#movedAt < IN_HAND)) return null;
    const shown = Math.round(place * this.#most);
    if (shown === this.#shown) return null;
    this.#shown = shown;
    this.#shownAt = now;
    return shown;
  }

  /** Whether a device only repeats what it was told. */
  repeats(raw: number, now: Seconds): boolean {
    return raw === this.#shown && now - this.#shownAt < (isKey(this.#binding) ? ECHO_OF_KEY : ECHO);
  }

  /** Somebody has moved it: a fader shows where it was moved to, and a key perhaps that it is down. */
  moved(raw: number, now: Seconds): void {
    this.#shown = this.#isFollowed ? raw : null;
    this.#movedAt = now;
  }

  /** Its device was plugged in anew. */
  forget(): void {
    this.#shown = null;
  }
}

function placeShown(binding: Binding, value: ArgumentValue): number | null {
  if (!isMidi(binding) || binding.kind === "program" || value === undefined) return null;
  if (binding.does === "set") return isSameValue(value, binding.value) ? 1 : 0;
  return placeOfValue(definitionOf(binding.command).argument, value, binding);
}
