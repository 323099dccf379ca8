import type { Seconds } from "../../../../shared/pose.ts";
import type { Figure, StagePerson } from "../../../../shared/stage.ts";
import type { SignalValues } from "../../../motion/signals/signal.ts";
import { type Performer, type PerformersFrame, SLOTS } from "../../performers/performers.ts";
import { PLAIN, Shaper } from "../filter.ts";
import { Numbers, TABLE_BLOCK } from "../numbers.ts";
import { FIGURE, type FigureSubject } from "./figure.ts";
import { FRAME, type FrameSubject } from "./frame.ts";
import { PHRASE } from "./scene.ts";
import { SIGNAL_ROW } from "./signals.ts";
import { FIGURES } from "./table.ts";
import { type Life, Row } from "./values.ts";

/** One body in one slot. */
export class FigureRows {
  readonly rows: readonly Row<FigureSubject>[];
  present = false;
  readonly #life: Life = { count: 0 };
  #shown: number | null = null;

  constructor({ path, group }: (typeof FIGURES)[number], n: number, numbers: Numbers) {
    this.rows = FIGURE.map((line) => {
      const address = { ...line, path: atSlot(path, n) + line.path, group };
      return new Row(address, numbers.take(line.args.length), this.#life);
    });
  }

  fill(id: number, figure: Figure | null): void {
    const fresh = this.#shown !== id;
    this.#shown = figure && id;
    this.present = figure !== null;
    const subject = { id, figure, fresh };
    if (fresh) this.#life.count++;
    for (const row of this.rows) row.fill(subject);
  }
}

/** All that is told of one slot: its dancer, the partner, the phrase between them, and the signals. */
export class SlotRows {
  readonly n: number;
  readonly live: FigureRows;
  readonly partner: FigureRows;
  readonly phrase: Row<StagePerson>;
  readonly signals: Row<SignalValues>;
  #shown: number | null = null;

  constructor(n: number, numbers: Numbers, usual: Shaper) {
    const [person, partner] = FIGURES;
    this.n = n;
    this.live = new FigureRows(person, n, numbers);
    this.partner = new FigureRows(partner, n, numbers);
    this.phrase = new Row({ ...PHRASE, path: atSlot(PHRASE.path, n) }, numbers.take(PHRASE.args.length));
    const { path, args } = SIGNAL_ROW;
    this.signals = new Row({ ...SIGNAL_ROW, path: atSlot(path, n) }, numbers.take(args.length));
    this.signals.usual = usual
      .shape(this.signals.cells, n)
      .map((cell) => ({ ...cell, argument: { ...cell.argument, smoothing: 0 } }));
  }

  /** @param alone the partner that dances here while nobody does */
  fill(performer: Performer | null, alone: Figure | null): void {
    const person = performer?.person ?? null;
    const id = person?.id ?? 0;
    this.live.fill(id, person?.live ?? null);
    this.partner.fill(id, person === null ? alone : person.partner);
    if (performer === null) return;
    if (this.#shown !== id) this.signals.life.count++;
    this.#shown = id;
    this.phrase.fill(performer.person);
    this.signals.fill(performer.signals);
  }
}

/** The whole table of frame data, brought up to date once a frame for all destinations. */
export class Rows {
  readonly #numbers = new Numbers(TABLE_BLOCK);
  readonly #usual = new Shaper(PLAIN, this.#numbers);
  readonly frame = new Row<FrameSubject>(FRAME, this.#numbers.take(FRAME.args.length));
  readonly slots: readonly SlotRows[] = Array.from(
    { length: SLOTS },
    (_, index) => new SlotRows(index + 1, this.#numbers, this.#usual),
  );
  /** How many slots were ever taken, and at least 1: only they are told of. */
  width = 1;
  /** Who is there: a bit for each dancer and each partner. */
  there = 0;
  #at: Seconds | null = null;

  update({ stage, performers }: PerformersFrame, now: Seconds): void {
    const dt = Math.max(0, now - (this.#at ?? now));
    this.#at = now;
    this.width = performers.length;
    this.frame.fill({ frame: stage.frame, ids: performers.map((performer) => performer?.person.id ?? null) });
    this.there = 0;
    for (let index = 0; index < performers.length; index++) {
      const slot = this.slots[index]!;
      slot.fill(performers[index]!, index === 0 ? stage.alone : null);
      this.there = (this.there << 2) | (Number(slot.live.present) << 1) | Number(slot.partner.present);
    }
    this.#usual.update(dt, this.width);
  }
}

export function atSlot(path: string, n: number): string {
  return path.replace("{n}", String(n));
}
