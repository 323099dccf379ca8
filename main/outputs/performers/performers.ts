import { type Music, musicAt } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageEvent, StageFrame, StagePerson } from "../../../shared/stage.ts";
import {
  type AnySignalName,
  type MusicSignalName,
  type MusicSignalValues,
  musicSignals,
} from "../../motion/signals/music-signals.ts";
import { RESTING, type SignalValues } from "../../motion/signals/signal.ts";
import { SignalMeter } from "../../motion/signals/signal-meter.ts";
import { Slots } from "./slots.ts";

/** How many people have addresses of their own. */
export const SLOTS = 6;

/**
 * How long an absent person keeps the slot: longer than bodies are hidden behind each other, shorter than the engine
 * takes to restart, after which everybody has a new id.
 */
const KEEP_SLOT: Seconds = 1.5;

/** A person with a slot, and everything that outputs say about them. */
export interface Performer {
  readonly person: StagePerson;
  /** 1 to 6. */
  readonly slot: number;
  /** Since they came. */
  readonly age: Seconds;
  readonly signals: SignalValues;
  /** Standing height in metres; null until the whole body was seen. */
  readonly stature: number | null;
  /** Picture heights a metre at the person; null until enough of the body was seen. */
  readonly pictureScale: number | null;
  /** Rate of change of the speed of the hips, picture heights a second squared. */
  readonly acceleration: number;
}

export interface PerformerEvent extends StageEvent {
  readonly slot: number;
  /** As in this frame, or in their last; null for somebody who was never shown. */
  readonly performer: Performer | null;
}

/** A StageFrame with everybody in the slot that stays theirs. */
export interface PerformersFrame {
  readonly stage: StageFrame;
  /** By slot, from 0; null where nobody is. As long as the highest slot that was ever taken, at least 1. */
  readonly performers: readonly (Performer | null)[];
  readonly events: readonly PerformerEvent[];
  /** Picture heights a metre at the first of them, now or when last seen; null until anybody was seen. */
  readonly pictureScale: number | null;
  /** As it is now, not as it was at the frame's `t`; null while none is known. */
  readonly music: Music | null;
  readonly musicSignals: MusicSignalValues;
}

/** A signal of somebody, at rest where nobody is, or one of the music, which is the same for all. */
export function signalOf(
  { musicSignals: ofMusic }: PerformersFrame,
  performer: Performer | null,
  name: AnySignalName,
): number {
  if (isOf(ofMusic, name)) return ofMusic[name];
  return (performer?.signals ?? RESTING)[name];
}

const isOf = (values: MusicSignalValues, name: AnySignalName): name is MusicSignalName => name in values;

interface Known {
  readonly meter: SignalMeter;
  readonly since: Seconds;
  performer: Performer | null;
  t: Seconds;
  speed: number;
}

/** Assigns slots to people and measures their signals from frame to frame. */
export class Performers {
  /** By how much its beats are told before they are heard. */
  beatLead: Seconds;
  readonly #slots = new Slots(SLOTS, KEEP_SLOT);
  readonly #known = new Map<number, Known>();
  #width = 1;
  #pictureScale: number | null = null;

  constructor(beatLead: Seconds = 0) {
    this.beatLead = beatLead;
  }

  /** @param now of the machine's clock, since the source's own time goes back when it starts over. */
  update(stage: StageFrame, now: Seconds): PerformersFrame {
    const before = stage.events.map(({ id }) => this.#slots.of(id));
    for (const { event, id } of stage.events) if (event === "leave") this.#slots.release(id);
    const performers = new Array<Performer | null>(SLOTS).fill(null);
    for (const person of stage.people) {
      const slot = this.#slots.take(person.id, now);
      if (slot !== null) performers[slot] = this.#measure(stage, person, slot + 1, now);
    }
    const events = stage.events.flatMap((event, i) => this.#eventOf(event, before[i] ?? null, now));
    for (const id of this.#known.keys()) if (this.#slots.of(id) === null) this.#known.delete(id);
    this.#width = Math.max(this.#width, performers.findLastIndex((performer) => performer !== null) + 1);
    this.#pictureScale =
      performers.find((performer) => performer?.pictureScale)?.pictureScale ?? this.#pictureScale;
    const music = stage.music && this.#musicAt(stage.music, now);
    return {
      ...{ stage, performers: performers.slice(0, this.#width), events, pictureScale: this.#pictureScale },
      ...{ music, musicSignals: musicSignals(music, now) },
    };
  }

  #musicAt(music: Music, now: Seconds): Music {
    return musicAt({ ...music, t: music.t - this.beatLead }, now);
  }

  #measure(stage: StageFrame, person: StagePerson, slot: number, now: Seconds): Performer {
    const known = this.#known.get(person.id) ?? newcomer(slot, stage.t, now);
    this.#known.set(person.id, known);
    const signals = known.meter.measure(stage, person);
    const { stature, pictureScale } = known.meter;
    const acceleration = this.#acceleration(known, person, stage.t);
    known.performer = {
      person,
      slot,
      age: now - known.since,
      signals,
      stature,
      pictureScale,
      acceleration,
    };
    return known.performer;
  }

  #acceleration(known: Known, { live: { velocity } }: StagePerson, t: Seconds): number {
    const speed = Math.hypot(velocity.x, velocity.y);
    const dt = t - known.t;
    const acceleration = dt > 0 ? (speed - known.speed) / dt : 0;
    known.speed = speed;
    known.t = t;
    return acceleration;
  }

  /** @param held the slot before this frame, which somebody who leaves in it has lost by now. */
  #eventOf({ event, id }: StageEvent, held: number | null, now: Seconds): PerformerEvent[] {
    const slot = held ?? (event === "leave" ? null : this.#slots.take(id, now));
    if (slot === null) return [];
    return [{ event, id, slot: slot + 1, performer: this.#known.get(id)?.performer ?? null }];
  }
}

function newcomer(slot: number, t: Seconds, now: Seconds): Known {
  return { meter: new SignalMeter(slot), since: now, performer: null, t, speed: 0 };
}
