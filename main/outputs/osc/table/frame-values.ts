import type { Seconds } from "../../../../shared/pose.ts";
import type { Figure, StagePerson } from "../../../../shared/stage.ts";
import type { SignalValues } from "../../../motion/signals/signal.ts";
import { type Performer, type PerformersFrame, SLOTS } from "../../performers/performers.ts";
import type { Beat } from "../beat-timer.ts";
import { USUAL_FILTER } from "../filter.ts";
import { FIGURE_ADDRESSES, type FigureSubject } from "./figure.ts";
import { FRAME_ADDRESS, type FrameSubject } from "./frame.ts";
import { GENERATOR_ADDRESSES } from "./generators.ts";
import { BAR_ADDRESS, BEAT_ADDRESS, MUSIC_ADDRESSES, type MusicSubject } from "./music.ts";
import { PRACTICE_ADDRESSES, type PracticeSubject } from "./practice.ts";
import { PHRASE_ADDRESS } from "./scene.ts";
import { SIGNAL_ADDRESS } from "./signals.ts";
import { FIGURES } from "./table.ts";
import { FilteredLine, Values } from "./values.ts";

/** The body of the dancer or of the partner in one slot. */
export class FigureValues {
  readonly lines: readonly Values<FigureSubject>[];
  isPresent = false;
  #shown: number | null = null;

  constructor({ path, group }: (typeof FIGURES)[number], slot: number) {
    this.lines = FIGURE_ADDRESSES.map(
      (line) => new Values({ ...line, path: atSlot(path, slot) + line.path, group }),
    );
  }

  update(id: number, figure: Figure | null): void {
    const isNew = this.#shown !== id;
    this.#shown = figure && id;
    this.isPresent = figure !== null;
    for (const line of this.lines) line.update({ id, figure, isNew }, isNew);
  }
}

/** Everything that is sent about one slot. */
export class SlotValues {
  /** From 1. */
  readonly number: number;
  readonly live: FigureValues;
  readonly partner: FigureValues;
  readonly phrase: Values<StagePerson>;
  readonly generators: readonly Values<StagePerson>[];
  readonly signals: Values<SignalValues>;
  /** Smoothed with every frame, however seldom a destination is told. */
  readonly smoothedSignals: FilteredLine;
  #shown: number | null = null;

  constructor(number: number) {
    const [person, partner] = FIGURES;
    this.number = number;
    this.live = new FigureValues(person, number);
    this.partner = new FigureValues(partner, number);
    this.phrase = new Values({ ...PHRASE_ADDRESS, path: atSlot(PHRASE_ADDRESS.path, number) });
    this.generators = GENERATOR_ADDRESSES.map(
      (line) => new Values({ ...line, path: atSlot(line.path, number) }),
    );
    this.signals = new Values({ ...SIGNAL_ADDRESS, path: atSlot(SIGNAL_ADDRESS.path, number) });
    this.smoothedSignals = new FilteredLine(this.signals, USUAL_FILTER);
  }

  /** @param alone the partner that dances here while nobody does. */
  update(performer: Performer | null, alone: Figure | null, dt: Seconds): void {
    const id = performer?.person.id ?? 0;
    this.live.update(id, performer?.person.live ?? null);
    this.partner.update(id, performer === null ? alone : performer.person.partner);
    if (performer !== null) {
      this.phrase.update(performer.person);
      for (const line of this.generators) line.update(performer.person);
      this.signals.update(performer.signals, this.#shown !== id);
      this.#shown = id;
    }
    this.smoothedSignals.update(dt);
  }
}

/** The music as it was last told. */
export class MusicValues {
  readonly lines: readonly Values<MusicSubject>[] = MUSIC_ADDRESSES.map((line) => new Values(line));
  readonly beat = new Values(BEAT_ADDRESS);
  readonly bar = new Values(BAR_ADDRESS);
  /** Whether there ever was any. */
  wasKnown = false;
  #isKnown = false;

  update(subject: MusicSubject): void {
    const isKnown = subject.music !== null;
    const isNew = isKnown && !this.#isKnown;
    this.#isKnown = isKnown;
    this.wasKnown ||= isKnown;
    for (const line of this.lines) line.update(subject, isNew);
  }

  fall(beat: Beat): void {
    this.beat.update(beat);
    this.bar.update(beat);
  }
}

/** How practice is. */
export class PracticeValues {
  readonly lines: readonly Values<PracticeSubject>[] = PRACTICE_ADDRESSES.map((line) => new Values(line));
  /** Whether anything was ever practised. */
  wasKnown = false;
  #isKnown = false;

  update(practice: PracticeSubject): void {
    const isKnown = practice !== null;
    const isNew = isKnown && !this.#isKnown;
    this.#isKnown = isKnown;
    this.wasKnown ||= isKnown;
    for (const line of this.lines) line.update(practice, isNew);
  }
}

/** The address table of frame data with the numbers of this frame, read once for all destinations. */
export class FrameValues {
  readonly frame = new Values<FrameSubject>(FRAME_ADDRESS);
  readonly music = new MusicValues();
  readonly practice = new PracticeValues();
  readonly slots: readonly SlotValues[] = Array.from({ length: SLOTS }, (_, n) => new SlotValues(n + 1));
  #at: Seconds | null = null;

  update(frame: PerformersFrame, now: Seconds): void {
    const { stage, performers } = frame;
    const dt = Math.max(0, now - (this.#at ?? now));
    this.#at = now;
    this.frame.update({
      frame: stage.frame,
      ids: performers.map((performer) => performer?.person.id ?? null),
    });
    this.music.update(frame);
    this.practice.update(stage.practice);
    for (const [n, performer] of performers.entries())
      this.slots[n]!.update(performer, n === 0 ? stage.alone : null, dt);
  }
}

function atSlot(path: string, slot: number): string {
  return path.replace("{n}", String(slot));
}
