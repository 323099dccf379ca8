import { clamp } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { OscMessage } from "../../../system/osc/read-packet.ts";
import { type Performer, type PerformersFrame, SLOTS } from "../../performers/performers.ts";
import { Filter, USUAL_FILTER } from "../filter.ts";
import { FrameRateLimiter, type Rate } from "../frame-rate-limiter.ts";
import { type Argument, float, int } from "../table/address.ts";
import { curveOf } from "./curve.ts";
import { type CustomArgument, type CustomMessage, type NumericArgument, typed } from "./custom-message.ts";
import { QUANTITIES, type Scope } from "./quantities.ts";

/** What a custom message takes over from its destination. */
export interface CustomMessageOptions {
  readonly prefix: string;
  /** Where the message has none. */
  readonly rate: Rate;
  /** Instead of the usual one of each signal. */
  readonly smoothing: Seconds | null;
}

/** PerformersFrame -> what a custom message says in it. */
export class CustomMessageBuilder {
  readonly #message: CustomMessage;
  readonly #options: CustomMessageOptions;
  readonly #limiter: FrameRateLimiter;
  /** By slot and numbers of people in the arguments. */
  readonly #smoothed = new Map<string, SmoothedArguments>();

  constructor(message: CustomMessage, options: CustomMessageOptions) {
    this.#message = message;
    this.#options = options;
    this.#limiter = new FrameRateLimiter(message.rate ?? options.rate);
  }

  /** Nothing when it is not yet time. */
  build(frame: PerformersFrame, now: Seconds): readonly OscMessage[] {
    const { on, each } = this.#message;
    if (on !== "frame")
      // What happens is told as it is, not half way from the time before.
      return frame.events
        .filter(({ event, slot }) => event === on && (typeof each === "string" || each === slot))
        .flatMap(({ performer }) => this.#about(scopeOf(frame, performer, each), Number.POSITIVE_INFINITY));
    if (!this.#limiter.isDue(now)) return [];
    return this.#aboutEach(frame, this.#limiter.since(now));
  }

  /** What it says on a beat of the music. */
  onBeat(frame: PerformersFrame, beginsBar: boolean): readonly OscMessage[] {
    const { on } = this.#message;
    return on === "beat" || (on === "bar" && beginsBar)
      ? this.#aboutEach(frame, Number.POSITIVE_INFINITY)
      : [];
  }

  #aboutEach(frame: PerformersFrame, dt: Seconds): readonly OscMessage[] {
    const { each } = this.#message;
    if (each === "scene") return this.#about(scopeOf(frame, null, each), dt);
    if (typeof each === "number")
      return this.#about(scopeOf(frame, frame.performers[each - 1] ?? null, each), dt);
    return figuresIn(frame, each).flatMap((scope) => this.#about(scope, dt));
  }

  #about(scope: Scope, dt: Seconds): readonly OscMessage[] {
    const { each, address, args } = this.#message;
    const { prefix, smoothing } = this.#options;
    if (each === "partner" && scope.figure === null) return [];
    const scopes = args.map((argument) =>
      "every" in argument && argument.every ? figuresIn(scope.frame, "person") : [scope],
    );
    const slot = typeof each === "number" ? each : (scope.performer?.slot ?? 0);
    const key = `${slot} ${scopes.map(({ length }) => length)}`;
    const smoothed = this.#smoothed.get(key) ?? new SmoothedArguments(this.#message, scopes, smoothing);
    this.#smoothed.set(key, smoothed);
    const id = typeof each === "number" ? 0 : (scope.performer?.person.id ?? 0);
    const path = prefix + address.replace("{n}", String(clamp(slot, 1, SLOTS)));
    return [{ address: path, types: smoothed.types, args: smoothed.update(scopes, id, dt) }];
  }
}

/** Everybody whose figure is there. */
function figuresIn(frame: PerformersFrame, each: "person" | "partner"): readonly Scope[] {
  return frame.performers
    .map((performer) => scopeOf(frame, performer, each))
    .filter(({ figure }) => figure !== null)
    .map((scope, order) => ({ ...scope, order }));
}

function scopeOf(frame: PerformersFrame, performer: Performer | null, each: CustomMessage["each"]): Scope {
  const figure = each === "partner" ? performer?.person.partner : performer?.person.live;
  return { frame, performer, figure: figure ?? null, order: 0 };
}

/** The arguments of a custom message about one slot, whose numbers are smoothed from frame to frame. */
class SmoothedArguments {
  readonly types: string;
  readonly #args: CustomMessage["args"];
  readonly #source: { readonly args: readonly Argument[]; readonly numbers: number[]; generation: number };
  readonly #filter: Filter;
  #id = 0;

  constructor({ args }: CustomMessage, scopes: readonly (readonly Scope[])[], smoothing: Seconds | null) {
    const numbers = args.flatMap((argument, i) =>
      "s" in argument ? [] : scopes[i]!.map(() => argumentOf(argument, smoothing)),
    );
    const typeOf = (argument: CustomArgument) => ("s" in argument ? "s" : typed(argument).type);
    this.types = args.map((argument, i) => typeOf(argument).repeat(scopes[i]!.length)).join("");
    this.#args = args;
    this.#source = { args: numbers, numbers: numbers.map(() => 0), generation: 0 };
    this.#filter = new Filter(this.#source, USUAL_FILTER);
  }

  /** @param scopes for each argument, whom it is about: one, or everybody. */
  update(scopes: readonly (readonly Scope[])[], id: number, dt: Seconds): OscMessage["args"] {
    if (id !== this.#id) this.#source.generation++;
    this.#id = id;
    const read = this.#args.map((argument, i) =>
      "s" in argument ? [] : scopes[i]!.map((scope) => numberOf(argument, scope)),
    );
    for (const [i, number] of read.flat().entries())
      if (Number.isFinite(number)) this.#source.numbers[i] = number;
    this.#filter.update(dt);
    const sent = [...this.#filter.numbers];
    return this.#args.flatMap((argument, i): OscMessage["args"] =>
      "s" in argument ? [argument.s] : sent.splice(0, read[i]!.length),
    );
  }
}

/** Type and smoothing of an argument. Its range is that of the quantity, or what it is converted to. */
function argumentOf(argument: NumericArgument, destinationSmoothing: Seconds | null): Argument {
  const { type, value } = typed(argument);
  const { smoothing: usual, circular } = quantityOf(value) ?? { smoothing: 0, circular: false };
  const isConverted = argument.between !== undefined || argument.curve !== undefined;
  const smoothing = argument.smoothing ?? (usual > 0 ? (destinationSmoothing ?? usual) : 0);
  const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    ...(type === "i" ? int : float)(String(value), low, high),
    // Half way between the ends of a converted circle is not half way round it.
    ...(circular && isConverted ? { smoothing: 0 } : { smoothing, circular }),
  };
}

/** The number that an argument has; not finite while it is not known. */
function numberOf(argument: NumericArgument, scope: Scope): number {
  const { value } = typed(argument);
  const quantity = quantityOf(value);
  if (quantity === null) return Number(value);
  const { read, min, max } = quantity;
  const { curve = "linear", between } = argument;
  if (between === undefined && argument.curve === undefined) return clamp(read(scope), min, max);
  const share = clamp((read(scope) - min) / (max - min), 0, 1);
  const [low, high] = between ?? [0, 1];
  // A curve with corners has a value even for what is not a number.
  return Number.isNaN(share) ? share : low + curveOf(curve)(share) * (high - low);
}

const quantityOf = (value: string | number) => (typeof value === "string" ? QUANTITIES[value]! : null);
