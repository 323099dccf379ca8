import type { Seconds } from "../../../../shared/pose.ts";
import type { StageFrame, StagePerson } from "../../../../shared/stage.ts";
import { Actor } from "./actor.ts";
import { Floor } from "./floor.ts";
import { GestureMark } from "./gesture-mark.ts";

/** The light of the one who waits while the other has the turn, and of her who chooses among options. */
const WAITING = 0.5;
const CHOOSING = 0.2;
/** Of more options than these each is drawn with few strokes. */
const CROWD = 6;
/** Of an option while none is pointed at; while another one is. */
const OFFERED = 1;
const PASSED = 0.6;

/** Everybody who belongs to one person: the dancer, her partner, and the options that she chooses from. */
export class StageGroup {
  readonly floor = new Floor();
  readonly dancer = new Actor("dancer", this.floor);
  readonly partner = new Actor("partner", this.floor);
  /** As many as there ever were at once: they are used again. */
  readonly options: Actor[] = [];
  readonly gesture = new GestureMark();
  /** As the engine's newest frame has it; null when she is not in it. */
  person: StagePerson | null = null;
  #offered = 0;

  /**
   * Takes what a new frame says of her; null when she is not in it.
   * @param pointed the option that keys point at
   */
  update(person: StagePerson | null, frame: StageFrame, pointed: number | null): void {
    const { t, width, height, mode } = frame;
    const aspect = width / height;
    const choosing = person?.turn === "choosing";
    const turns = mode === "answer" || mode === "options";
    const answering = person?.turn === "answering";
    this.person = person;
    const live = choosing ? CHOOSING : turns && answering ? WAITING : 1;
    this.dancer.update(person?.live ?? null, t, aspect, live);
    this.partner.update(
      choosing ? null : (person?.partner ?? null),
      t,
      aspect,
      turns && !answering ? WAITING : 1,
    );
    this.dancer.phrase = turns && person?.turn === "listening" ? person.progress : 0;
    this.partner.phrase = turns && answering ? person.progress : 0;
    this.#offer(person, t, aspect, person?.gesture?.cell ?? pointed);
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

  #offer(person: StagePerson | null, t: Seconds, aspect: number, pointed: number | null): void {
    const figures = person?.options ?? [];
    while (this.options.length < figures.length) this.options.push(new Actor("partner", new Floor()));
    const { chosen = null } = person ?? {};
    // The chosen one is the same figure, larger: it grows out of the cell in which it was chosen.
    if (figures.length === 0 && this.#offered > 0 && chosen !== null && person?.partner) {
      const option = this.options[chosen];
      if (option) this.partner.growFrom(option);
    }
    for (const [index, option] of this.options.entries()) {
      if (figures.length > 0) option.crowded = figures.length > CROWD;
      const light = pointed === null ? OFFERED : pointed === index ? 1 : PASSED;
      option.update(figures[index] ?? null, t, aspect, light);
    }
    this.#offered = figures.length;
  }
}
