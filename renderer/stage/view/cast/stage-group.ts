import type { Seconds } from "../../../../shared/pose.ts";
import { isTurnBased, type StageFrame, type StagePerson } from "../../../../shared/stage.ts";
import { Actor } from "./actor.ts";
import { Floor } from "./floor.ts";
import { GestureMark } from "./gesture-mark.ts";

/** Brightness of whoever waits while the other has the turn, and of the dancer while she chooses. */
const WAITING = 0.5;
const CHOOSING = 0.2;
/** More options than this are drawn without detail. */
const CROWD = 6;
/** Brightness of an option while another one is pointed at. */
const NOT_POINTED = 0.6;

/** The actors of one person: the dancer, her partner, and the options that she chooses from. */
export class StageGroup {
  readonly floor = new Floor();
  readonly dancer = new Actor("dancer", this.floor);
  readonly partner = new Actor("partner", this.floor);
  /** Reused: as many as there ever were at once. */
  readonly options: Actor[] = [];
  readonly gesture = new GestureMark();
  /** In the newest frame; null when she is not in it. */
  person: StagePerson | null = null;
  #optionCount = 0;

  /**
   * @param person in a new frame; null when she is not in it
   * @param pointed the option that keys point at
   */
  update(person: StagePerson | null, frame: StageFrame, pointed: number | null): void {
    const { t, width, height, mode } = frame;
    const aspect = width / height;
    const choosing = person?.turn === "choosing";
    const turns = isTurnBased(mode);
    const answering = person?.turn === "answering";
    this.person = person;
    const live = choosing ? CHOOSING : turns && answering ? WAITING : 1;
    this.dancer.update(person?.shown ?? person?.live ?? null, t, aspect, live);
    this.partner.update(
      choosing ? null : (person?.partner ?? null),
      t,
      aspect,
      turns && !answering ? WAITING : 1,
    );
    this.dancer.phrase = turns && person?.turn === "listening" ? person.progress : 0;
    this.partner.phrase = turns && answering ? person.progress : 0;
    this.#updateOptions(person, t, aspect, person?.gesture?.cell ?? pointed);
    this.gesture.update(person, aspect);
  }

  step(dt: Seconds, at: Seconds, shown: boolean): void {
    this.dancer.step(dt, at, shown);
    this.partner.step(dt, at, shown);
    for (const option of this.options) {
      option.step(dt, at, shown);
      option.floor.step(dt, [option]);
    }
    this.floor.step(dt, [this.dancer, this.partner]);
    this.gesture.step(dt, this.dancer);
  }

  get gone(): boolean {
    return this.dancer.gone && this.partner.gone && this.options.every(({ gone }) => gone);
  }

  #updateOptions(person: StagePerson | null, t: Seconds, aspect: number, pointed: number | null): void {
    const figures = person?.options ?? [];
    while (this.options.length < figures.length) this.options.push(new Actor("partner"));
    const { chosen = null } = person ?? {};
    // The partner now shows the chosen option: it grows out of its cell.
    if (figures.length === 0 && this.#optionCount > 0 && chosen !== null && person?.partner) {
      const option = this.options[chosen];
      if (option) this.partner.growFrom(option);
    }
    for (const [index, option] of this.options.entries()) {
      if (figures.length > 0) option.crowded = figures.length > CROWD;
      const light = pointed === null || pointed === index ? 1 : NOT_POINTED;
      option.update(figures[index] ?? null, t, aspect, light);
    }
    this.#optionCount = figures.length;
  }
}
