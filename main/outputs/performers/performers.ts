import type { Seconds } from "../../../shared/pose.ts";
import type { StageEvent, StageFrame, StagePerson } from "../../../shared/stage.ts";
import type { SignalValues } from "../../motion/signals/signal.ts";
import { SignalMeter } from "../../motion/signals/signal-meter.ts";
import { Slots } from "./slots.ts";

/** As many people as have an address of their own. */
export const SLOTS = 6;

/** Longer than a body may be hidden, shorter than the engine takes to come back with new ids. */
const KEEP_SLOT: Seconds = 1.5;

/** Somebody with a slot, and all that outputs tell about her. */
export interface Performer {
  readonly person: StagePerson;
  /** Of this slot, 1 to 6. */
  readonly slot: number;
  /** Since she came. */
  readonly age: Seconds;
  readonly signals: SignalValues;
  /** Standing height in metres; null until she was seen whole. */
  readonly stature: number | null;
  /** Picture heights a metre, where she is; null until enough of her was seen. */
  readonly metre: number | null;
  /** How fast the speed of her hips grows, picture heights a second squared. */
  readonly acceleration: number;
}

export interface PerformerEvent extends StageEvent {
  readonly slot: number;
  /** As she is, or was last; null for somebody who was never shown. */
  readonly performer: Performer | null;
}

/** A StageFrame with everybody at the place that stays theirs. */
export interface PerformersFrame {
  readonly stage: StageFrame;
  /** By slot, from 0; null where nobody is. As long as slots were ever taken, and at least 1. */
  readonly performers: readonly (Performer | null)[];
  readonly events: readonly PerformerEvent[];
  /** Picture heights a metre, where the first of them is or last was; null until anybody was seen. */
  readonly metre: number | null;
}

interface Known {
  readonly meter: SignalMeter;
  readonly since: Seconds;
  performer: Performer | null;
  t: Seconds;
  speed: number;
}

/** Who is who for the world outside: gives people slots, and measures their signals from frame to frame. */
export class Performers {
  readonly #slots = new Slots(SLOTS, KEEP_SLOT);
  readonly #known = new Map<number, Known>();
  #width = 1;
  #metre: number | null = null;

  /** @param now on the machine's clock: a source that starts over goes back in its own time. */
  update(stage: StageFrame, now: Seconds): PerformersFrame {
    const before = stage.events.map(({ id }) => this.#slots.of(id));
    for (const { event, id } of stage.events) if (event === "leave") this.#slots.release(id);
    const performers = new Array<Performer | null>(SLOTS).fill(null);
    for (const person of stage.people) {
      const slot = this.#slots.take(person.id, now);
      if (slot !== null) performers[slot] = this.#meet(stage, person, slot + 1, now);
    }
    const events = stage.events.flatMap((event, i) => this.#tell(event, before[i] ?? null, now));
    for (const id of this.#known.keys()) if (this.#slots.of(id) === null) this.#known.delete(id);
    this.#width = Math.max(this.#width, performers.findLastIndex((performer) => performer !== null) + 1);
    this.#metre = performers.find((performer) => performer?.metre)?.metre ?? this.#metre;
    return { stage, performers: performers.slice(0, this.#width), events, metre: this.#metre };
  }

  #meet(stage: StageFrame, person: StagePerson, slot: number, now: Seconds): Performer {
    const known = this.#known.get(person.id) ?? newcomer(slot, stage.t, now);
    this.#known.set(person.id, known);
    const signals = known.meter.measure(stage, person);
    const { stature, metre } = known.meter;
    const acceleration = this.#acceleration(known, person, stage.t);
    known.performer = { person, slot, age: now - known.since, signals, stature, metre, acceleration };
    return known.performer;
  }

  #acceleration(known: Known, { live: { velocity } }: StagePerson, t: Seconds): number {
    const speed = Math.hypot(velocity.x, velocity.y);
    const dt = t - known.t;
    const grown = dt > 0 ? (speed - known.speed) / dt : 0;
    known.speed = speed;
    known.t = t;
    return grown;
  }

  /** `held`: the slot before this frame, which is all that somebody who leaves has. */
  #tell({ event, id }: StageEvent, held: number | null, now: Seconds): PerformerEvent[] {
    const slot = held ?? (event === "leave" ? null : this.#slots.take(id, now));
    if (slot === null) return [];
    return [{ event, id, slot: slot + 1, performer: this.#known.get(id)?.performer ?? null }];
  }
}

function newcomer(slot: number, t: Seconds, now: Seconds): Known {
  return { meter: new SignalMeter(slot), since: now, performer: null, t, speed: 0 };
}
