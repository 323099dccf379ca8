import type { Figure, StagePerson } from "../../../shared/stage.ts";
import { type CastFrame, type Member, SLOTS } from "../cast/cast.ts";
import type { SignalValues } from "../signals/signal.ts";
import { Row } from "./row.ts";
import { FIGURE, type FigureSubject } from "./table/figure.ts";
import { FRAME, type FrameSubject } from "./table/frame.ts";
import { PHRASE } from "./table/scene.ts";
import { SIGNAL_ROW } from "./table/signals.ts";
import { FIGURES } from "./table.ts";

/** One body in one slot. */
export class FigureRows {
  readonly rows: readonly Row<FigureSubject>[];
  present = false;
  #shown: number | null = null;

  constructor({ path, group }: (typeof FIGURES)[number], n: number) {
    this.rows = FIGURE.map((line) => new Row({ ...line, path: atSlot(path, n) + line.path, group }));
  }

  fill(id: number, figure: Figure | null): void {
    const fresh = this.#shown !== id;
    this.#shown = figure && id;
    this.present = figure !== null;
    const subject = { id, figure, fresh };
    for (const row of this.rows) {
      if (fresh) row.life++;
      row.fill(subject);
    }
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

  constructor(n: number) {
    const [person, partner] = FIGURES;
    this.n = n;
    this.live = new FigureRows(person, n);
    this.partner = new FigureRows(partner, n);
    this.phrase = new Row({ ...PHRASE, path: atSlot(PHRASE.path, n) });
    this.signals = new Row({ ...SIGNAL_ROW, path: atSlot(SIGNAL_ROW.path, n) });
  }

  /** @param alone the partner that dances here while nobody does */
  fill(member: Member | null, alone: Figure | null): void {
    const person = member?.person ?? null;
    const id = person?.id ?? 0;
    this.live.fill(id, person?.live ?? null);
    this.partner.fill(id, person === null ? alone : person.partner);
    if (member === null) return;
    if (this.#shown !== id) this.signals.life++;
    this.#shown = id;
    this.phrase.fill(member.person);
    this.signals.fill(member.signals);
  }
}

/** The whole table of frame data, brought up to date once a frame for all destinations. */
export class Rows {
  readonly frame = new Row<FrameSubject>(FRAME);
  readonly slots: readonly SlotRows[] = Array.from({ length: SLOTS }, (_, index) => new SlotRows(index + 1));
  /** How many slots were ever taken, and at least 1: only they are told of. */
  width = 1;

  update({ stage, members }: CastFrame): void {
    this.width = members.length;
    this.frame.fill({ frame: stage.frame, ids: members.map((member) => member?.person.id ?? null) });
    members.forEach((member, index) => {
      this.slots[index]!.fill(member, index === 0 ? stage.alone : null);
    });
  }
}

export function atSlot(path: string, n: number): string {
  return path.replace("{n}", String(n));
}
