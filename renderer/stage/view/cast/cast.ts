import type { Box } from "../../../../shared/grid.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { StageFrame, StagePerson } from "../../../../shared/stage.ts";
import { Actor } from "./actor.ts";
import { PlayoutClock } from "./playout-clock.ts";
import { StageGroup } from "./stage-group.ts";

/** The figures fade out when no frame has come for this long; shorter gaps are bridged. */
export const FADE_AFTER: Seconds = 1.2;

/** Everybody on the stage. Takes the engine's frames as they arrive, and interpolates between them. */
export class Cast {
  /** In drawing order, back to front. */
  readonly actors: Actor[] = [];
  readonly groups = new Map<number, StageGroup>();
  /** The partner dancing alone while nobody is there. */
  readonly alone = new Actor("partner");
  /** The newest. */
  frame: StageFrame | null = null;
  /** The option that keys point at. */
  pointed: number | null = null;
  /** The time that is drawn, on the engine's clock. */
  playoutTime: Seconds = 0;

  readonly #clock = new PlayoutClock();
  #arrivedAt: Seconds = 0;
  #steppedAt: Seconds | undefined;

  receive(frame: StageFrame, now: Seconds): void {
    this.#listActors();
    if (this.#clock.arrived(frame.t, now)) for (const actor of this.actors) actor.history.clear();
    for (const [id, group] of this.groups) {
      if (!frame.people.some((person) => person.id === id)) group.update(null, frame, null);
    }
    for (const person of frame.people) {
      let group = this.groups.get(person.id);
      if (!group) {
        group = new StageGroup();
        this.groups.set(person.id, group);
      }
      group.update(person, frame, this.pointed);
    }
    if (!this.choice) this.pointed = null;
    this.alone.update(frame.alone, frame.t, frame.width / frame.height, 1);
    this.frame = frame;
    this.#arrivedAt = now;
  }

  step(now: Seconds): Seconds {
    const dt = Math.min(now - (this.#steppedAt ?? now), 0.1);
    this.#steppedAt = now;
    this.playoutTime = this.#clock.playoutTime(now) ?? 0;
    const shown = this.sinceLastFrame(now) < FADE_AFTER;
    for (const [id, group] of this.groups) {
      group.step(dt, this.playoutTime, shown);
      if (group.gone) this.groups.delete(id);
    }
    this.alone.step(dt, this.playoutTime, shown);
    this.alone.floor.step(dt, [this.alone]);
    this.#listActors();
    return dt;
  }

  /** Seconds since the last frame came. */
  sinceLastFrame(now: Seconds): Seconds {
    return now - this.#arrivedAt;
  }

  /** Width of the picture over its height. */
  get aspect(): number {
    return this.frame ? this.frame.width / this.frame.height : 16 / 9;
  }

  /** The person who is choosing among options. */
  get choice(): StagePerson | null {
    for (const { person } of this.groups.values()) {
      if (person?.turn === "choosing") return person;
    }
    return null;
  }

  /** Of the options to choose from, image space. */
  get grid(): Box | null {
    return this.choice?.grid ?? null;
  }

  /** Where the floor meets the wall: at the feet of whoever is farthest away. Undefined while no floor is seen. */
  get horizon(): number | undefined {
    let highest: number | undefined;
    for (const { floor, presence, role } of this.actors) {
      if (floor.confidence < 0.1 || presence < 0.1) continue;
      if (this.grid && role === "partner") continue;
      highest = Math.min(highest ?? floor.y, floor.y);
    }
    return highest;
  }

  #listActors(): void {
    this.actors.length = 0;
    if (!this.alone.gone) this.actors.push(this.alone);
    for (const { dancer } of this.groups.values()) this.actors.push(dancer);
    for (const { partner, options } of this.groups.values()) {
      this.actors.push(partner);
      for (const option of options) if (!option.gone) this.actors.push(option);
    }
  }
}
