import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { Actor } from "./actor.ts";
import { Playout } from "./playout.ts";

/** No frame for so long, and the figures begin to fade: shorter gaps are bridged. */
export const PATIENCE: Seconds = 1.2;
/** The light of the one who waits while the other has the turn. */
const WAITING = 0.5;

/** Everybody on the stage: takes the engine's frames as they come, and knows how all look at any moment between. */
export class Cast {
  readonly actors: Actor[] = [];
  /** Newest frame, for what is drawn besides figures. */
  frame: StageFrame | null = null;
  /** The moment of the engine's time that is drawn. */
  shownAt: Seconds = 0;

  readonly #playout = new Playout();
  readonly #pairs = new Map<number, { readonly dancer: Actor; readonly partner: Actor }>();
  #arrivedAt: Seconds = 0;
  #steppedAt: Seconds | undefined;

  receive(frame: StageFrame, now: Seconds): void {
    if (this.#playout.arrived(frame.t, now)) for (const actor of this.actors) actor.track.clear();
    const aspect = frame.width / frame.height;
    for (const [id, pair] of this.#pairs) {
      if (frame.people.some((person) => person.id === id)) continue;
      pair.dancer.update(null, frame.t, aspect, 1);
      pair.partner.update(null, frame.t, aspect, 1);
    }
    for (const person of frame.people) {
      const { dancer, partner } = this.#pair(person.id);
      const turns = frame.mode === "answer";
      const answering = person.turn === "answering";
      dancer.update(person.live, frame.t, aspect, turns && answering ? WAITING : 1);
      partner.update(person.partner, frame.t, aspect, turns && !answering ? WAITING : 1);
      dancer.phrase = turns && !answering ? person.progress : 0;
      partner.phrase = turns && answering ? person.progress : 0;
    }
    this.frame = frame;
    this.#arrivedAt = now;
  }

  step(now: Seconds): Seconds {
    const dt = Math.min(now - (this.#steppedAt ?? now), 0.1);
    this.#steppedAt = now;
    this.shownAt = this.#playout.at(now) ?? 0;
    const shown = this.silence(now) < PATIENCE;
    for (const actor of this.actors) actor.step(dt, this.shownAt, shown);
    for (const [id, { dancer, partner }] of this.#pairs) {
      if (!dancer.gone || !partner.gone) continue;
      this.#pairs.delete(id);
      this.actors.splice(this.actors.indexOf(dancer), 1);
      this.actors.splice(this.actors.indexOf(partner), 1);
    }
    return dt;
  }

  /** Seconds since the last frame came. */
  silence(now: Seconds): Seconds {
    return now - this.#arrivedAt;
  }

  #pair(id: number): { readonly dancer: Actor; readonly partner: Actor } {
    const known = this.#pairs.get(id);
    if (known) return known;
    const pair = { dancer: new Actor("dancer"), partner: new Actor("partner") };
    this.#pairs.set(id, pair);
    this.actors.push(pair.dancer, pair.partner);
    return pair;
  }
}
