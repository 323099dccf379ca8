import type { ArgumentValue } from "../../../shared/commands/argument.ts";
import type { ShowState, Situation } from "../../../shared/commands/controls.ts";
import type { CommandDefinition } from "../../../shared/commands/definition.ts";
import { type Command, commandWith, definitionOf } from "../../../shared/commands/table.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type Binding, isKey, isRelative } from "../../../shared/surface/binding.ts";
import { nearness, placeOfValue, valueAtPlace } from "../../../shared/surface/place.ts";
import { isSameValue, nextValue, turnedNumber } from "../../../shared/surface/step.ts";
import type { WaitingControl } from "../../../shared/surface/surface-message.ts";
import { takesOver } from "../../../shared/surface/take-over.ts";
import { Encoder } from "./encoder.ts";
import type { Move } from "./move.ts";
import { Press } from "./press.ts";

/** So long the show answers: what it stands at meanwhile is no movement by somebody else. */
const ANSWERED: Seconds = 0.5;
/** An axis that is all the way aside takes so long from one end of a number to the other. */
const ACROSS: Seconds = 3;
/** And turns through so many names a second; an encoder through one in so many ticks. */
const NAMES_A_SECOND = 2;
const TICKS_A_NAME = 3;

/** How the show is, as far as commands depend on it. */
export interface KnownShow {
  readonly state: ShowState;
  readonly situation: Situation;
}

/** A binding at work: what becomes of its control's movements. */
export class BoundControl {
  readonly binding: Binding;
  readonly #definition: CommandDefinition;
  readonly #press: Press;
  readonly #encoder: Encoder;
  /** Whether it has to come to the value before that follows it. */
  readonly #takesOver: boolean;
  /** Where it stands, 0 to 1; null before it was moved. */
  #place: number | null = null;
  /** Whether the value follows it. */
  #holds = false;
  /** What it has asked for last. */
  #given: { readonly value: ArgumentValue; readonly at: Seconds } | null = null;

  constructor(binding: Binding) {
    this.binding = binding;
    this.#definition = definitionOf(binding.command);
    this.#press = new Press(binding.kind);
    this.#encoder = new Encoder(binding.reads);
    const { kind } = this.#definition.argument;
    const hasEnds = kind === "number" || kind === "choice";
    this.#takesOver = binding.does === "follow" && hasEnds && !isRelative(binding) && !isKey(binding);
  }

  /** What is to be given now; null for nothing. */
  moved({ place, raw }: Pick<Move, "place" | "raw">, now: Seconds, show: KnownShow): Command | null {
    const { command } = this.binding;
    // Whether it is down is followed, whatever comes of it.
    const press = isRelative(this.binding) ? null : this.#press.update(place);
    if (this.#definition.available?.(show.situation) === false) return null;
    const current = this.#currentOf(now, show.state);
    const value = this.#asks(press, place, raw, now, current, show.state);
    if (value === null) return null;
    // What only happens may happen again.
    if (this.#definition.current && isSameValue(value, current)) return null;
    this.#given = { value, at: now };
    return commandWith(command, value);
  }

  /** It was moved by its motor. @param place as a move has it */
  carried(place: number): void {
    this.#place = place;
  }

  /** Where it stands and where the value is, while it has to come to it; null while it has not. */
  waiting(now: Seconds, { state }: KnownShow): Omit<WaitingControl, "binding"> | null {
    if (!this.#takesOver || this.#place === null) return null;
    const current = this.#currentOf(now, state);
    const value = placeOfValue(this.#definition.argument, current, this.binding);
    if (value === null || this.#isOwn(current)) return null;
    if (Math.abs(this.#place - value) <= nearness(this.#definition.argument, this.binding)) return null;
    return { place: this.#place, value };
  }

  /** The value wanted; undefined for a trigger's, null for none. */
  #asks(
    press: "down" | "up" | null,
    place: number,
    raw: number,
    now: Seconds,
    current: ArgumentValue,
    show: ShowState,
  ): ArgumentValue | null {
    const { command, does, value } = this.binding;
    const { kind } = this.#definition.argument;
    if (isRelative(this.binding)) return this.#turned(place, raw, now, current, show);
    if (does === "follow" && (kind === "number" || kind === "choice"))
      return this.#followed(place, now, current);
    if (does === "follow" && kind === "switch") return press && press === "down";
    if (press !== "down") return null;
    if (does === "set") return value;
    return does === "follow" ? undefined : nextValue(command, current, does === "next" ? 1 : -1, show);
  }

  #followed(place: number, now: Seconds, current: ArgumentValue): ArgumentValue | null {
    const { argument } = this.#definition;
    const before = this.#place;
    this.#place = this.binding.kind === "axis" ? (place + 1) / 2 : place;
    // A key that is let go leaves the value where it was struck; a trigger of a gamepad is no such key.
    if (this.binding.kind === "note" && place === 0) return null;
    const value = placeOfValue(argument, current, this.binding);
    const near = nearness(argument, this.binding);
    this.#holds =
      !this.#takesOver ||
      value === null ||
      this.#isOwn(current) ||
      takesOver(before, this.#place, value, near);
    if (!this.#holds) return null;
    // It has it in hand from now on, even where it asks for nothing else yet.
    if (!this.#isOwn(current)) this.#given = { value: current, at: now };
    return valueAtPlace(argument, this.#place, this.binding);
  }

  #turned(
    place: number,
    raw: number,
    now: Seconds,
    current: ArgumentValue,
    show: ShowState,
  ): ArgumentValue | null {
    const { argument } = this.#definition;
    if (argument.kind === "number") {
      const { from = argument.min, to = argument.max } = this.binding;
      const rate = Math.abs(to - from) / argument.step / ACROSS;
      const steps = this.#encoder.turn(raw, place, now, { each: 1, rate });
      return steps === 0 ? null : turnedNumber(argument, Number(current), steps, this.binding);
    }
    const turns = this.#encoder.turn(raw, place, now, { each: TICKS_A_NAME, rate: NAMES_A_SECOND });
    if (turns === 0) return null;
    if (argument.kind === "switch") return turns > 0;
    return nextValue(this.binding.command, current, turns > 0 ? 1 : -1, show);
  }

  /** Whether the value is what this control has made it. */
  #isOwn(current: ArgumentValue): boolean {
    return this.#holds && this.#given !== null && isSameValue(this.#given.value, current);
  }

  /** What the command stands at: what was just asked for, while the show has not answered yet. */
  #currentOf(now: Seconds, state: ShowState): ArgumentValue {
    if (this.#given && now - this.#given.at < ANSWERED) return this.#given.value;
    return this.#definition.current?.(state);
  }
}
