import { clamp } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { type Performer, type PerformersFrame, SLOTS } from "../../performers/performers.ts";
import { Pace, type Rate } from "../pace.ts";
import { PackedMessage, type Word } from "../packed-message.ts";
import type { Cell, Life } from "../row.ts";
import { PLAIN, Shaper } from "../shaper.ts";
import { curveOf } from "./curve.ts";
import { FACTS, type Scope } from "./facts.ts";
import type { Line, LineArgument } from "./line.ts";

export interface LineOptions {
  readonly prefix: string;
  /** Of the destination, where the line has none. */
  readonly rate: Rate;
  readonly smoothing: Seconds | null;
}

/** The messages of one line, kept from frame to frame so that only their numbers change. */
export class LineMessages {
  readonly #line: Line;
  readonly #options: LineOptions;
  readonly #pace: Pace;
  /** By slot and number of arguments. */
  readonly #kept = new Map<string, Kept>();

  constructor(line: Line, options: LineOptions) {
    this.#line = line;
    this.#options = options;
    this.#pace = new Pace(line.rate ?? options.rate);
  }

  /** What this frame gives: nothing when it is not yet time. */
  pack(cast: PerformersFrame, now: Seconds): readonly PackedMessage[] {
    const { on, each } = this.#line;
    if (on !== "frame") {
      return cast.events
        .filter(({ event, slot }) => event === on && (typeof each === "string" || each === slot))
        .flatMap(({ member }) => this.#about({ cast, member, figure: figureOf(member, each), order: 0 }, 0));
    }
    if (!this.#pace.isDue(now)) return [];
    const dt = this.#pace.since(now);
    if (each === "scene") return this.#about({ cast, member: null, figure: null, order: 0 }, dt);
    if (typeof each === "number") {
      const member = cast.members[each - 1] ?? null;
      return this.#about({ cast, member, figure: member?.person.live ?? null, order: 0 }, dt);
    }
    return bodies(cast, each).flatMap((scope) => this.#about(scope, dt));
  }

  #about(scope: Scope, dt: Seconds): readonly PackedMessage[] {
    const { each } = this.#line;
    if (each === "partner" && scope.figure === null) return [];
    const scopes = this.#line.args.map((argument) =>
      "every" in argument && argument.every ? bodies(scope.cast, "person") : [scope],
    );
    const slot = typeof each === "number" ? each : (scope.member?.slot ?? 0);
    const key = `${slot} ${scopes.map(({ length }) => length)}`;
    let kept = this.#kept.get(key);
    if (!kept) {
      kept = new Kept(this.#line, slot, scopes, this.#options);
      this.#kept.set(key, kept);
    }
    return [kept.write(scopes, typeof each === "number" ? 0 : (scope.member?.person.id ?? 0), dt)];
  }
}

function bodies(cast: PerformersFrame, of: "person" | "partner"): readonly Scope[] {
  return cast.members
    .filter((member) => member !== null && figureOf(member, of) !== null)
    .map((member, order) => ({ cast, member, figure: figureOf(member, of), order }));
}

function figureOf(member: Performer | null, each: Line["each"]) {
  return (each === "partner" ? member?.person.partner : member?.person.live) ?? null;
}

/** One encoded message, and the numbers that go into it. */
class Kept {
  readonly #row: { readonly values: Float64Array; readonly life: Life };
  readonly #numbers: readonly { readonly read: (scope: Scope) => number; readonly from: number }[] = [];
  readonly #shaper = new Shaper(PLAIN);
  readonly #message: PackedMessage;
  #who = 0;

  constructor(line: Line, slot: number, scopes: readonly (readonly Scope[])[], options: LineOptions) {
    const numbers = scopes.reduce((sum, { length }) => sum + length, 0);
    this.#row = { values: new Float64Array(numbers), life: { count: 0 } };
    const parts: (Cell | Word)[] = [];
    const reads: { read: (scope: Scope) => number; from: number }[] = [];
    let index = 0;
    for (const [i, argument] of line.args.entries()) {
      if ("s" in argument) {
        parts.push({ word: argument.s });
        continue;
      }
      reads[i] = { read: numberOf(argument), from: index };
      const shape = shapeOf(argument, options.smoothing);
      const cells = scopes[i]!.map(() => ({ argument: shape, row: this.#row, index: index++ }));
      parts.push(...this.#shaper.shape(cells));
    }
    this.#numbers = reads;
    const path = options.prefix + line.address.replace("{n}", String(clamp(slot, 1, SLOTS)));
    this.#message = new PackedMessage(path, parts);
  }

  write(scopes: readonly (readonly Scope[])[], who: number, dt: Seconds): PackedMessage {
    if (who !== this.#who) this.#row.life.count++;
    this.#who = who;
    for (const [i, number] of this.#numbers.entries()) {
      if (!number) continue;
      for (const [copy, scope] of scopes[i]!.entries()) {
        const value = number.read(scope);
        if (Number.isFinite(value)) this.#row.values[number.from + copy] = value;
      }
    }
    this.#shaper.update(dt);
    return this.#message;
  }
}

type NumberArgument = Exclude<LineArgument, { readonly s: string }>;

function shapeOf(argument: NumberArgument, usual: Seconds | null): Cell["argument"] {
  const { type, value } = typed(argument);
  const known = typeof value === "string" ? FACTS[value] : undefined;
  const smoothing = argument.smoothing ?? (known && known.smoothing > 0 ? (usual ?? known.smoothing) : 0);
  const bent = argument.between !== undefined || argument.curve !== undefined;
  const circular = known?.circular ?? false;
  return {
    ...{ name: String(value), type, min: 0, max: 0, circular: circular && !bent },
    smoothing: circular && bent ? 0 : smoothing,
  };
}

/** How the number is read from the scope, bent and stretched. */
function numberOf(argument: NumberArgument): (scope: Scope) => number {
  const { value } = typed(argument);
  if (typeof value === "number") return () => value;
  const { read, min, max } = FACTS[value]!;
  if (argument.between === undefined && argument.curve === undefined)
    return (scope) => clamp(read(scope), min, max);
  const curve = curveOf(argument.curve ?? "linear");
  const [low, high] = argument.between ?? [0, 1];
  return (scope) => {
    const share = clamp((read(scope) - min) / (max - min), 0, 1);
    // What is not known is nowhere on the curve either.
    return Number.isNaN(share) ? share : low + curve(share) * (high - low);
  };
}

function typed(argument: NumberArgument): { readonly type: "i" | "f"; readonly value: string | number } {
  return "i" in argument ? { type: "i", value: argument.i } : { type: "f", value: argument.f };
}
