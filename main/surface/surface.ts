import type { BindingTarget, SurfaceState } from "../../shared/desk/surface.ts";
import {
  type Binding,
  deedsOf,
  isMidi,
  isSameControl,
  MOST_BINDINGS,
  usualDeed,
} from "../../shared/surface/binding.ts";
import { isSameValue } from "../../shared/surface/step.ts";
import type {
  LearntControl,
  SurfaceInstructions,
  SurfaceReport,
} from "../../shared/surface/surface-message.ts";
import { UserError } from "../system/errors.ts";
import { BindingsFile } from "./bindings-file.ts";
import { checked } from "./format.ts";

/** Nobody waits longer for a control to be moved. */
const LESSON_MS = 60_000;
/** Between two times that desks are told, milliseconds: a fader that is moved is news all the time. */
const NEWS_MS = 100;

export interface SurfaceParts {
  readonly file: string;
  /** Whether the operator has named it. */
  readonly isNamed: boolean;
  /** What the stage's page is to do has changed. */
  readonly onInstructions: () => void;
  /** What desks show has changed. */
  readonly onChange: () => void;
  readonly tellOperator: (line: string) => void;
}

/** What MIDI devices, gamepads and pedals do: kept, learnt from the controls themselves, and given to the stage's page. */
export class Surface {
  readonly #parts: SurfaceParts;
  readonly #file: BindingsFile;
  #revision = 0;
  #lesson: { readonly number: number; readonly target: BindingTarget } | null = null;
  #lessons = 0;
  #ending: NodeJS.Timeout | undefined;
  #report: SurfaceReport | null = null;
  #news: NodeJS.Timeout | undefined;
  readonly #told = new Set<string>();

  /** Never rejects: a file with a fault is told, and nothing is bound. */
  static async open(parts: SurfaceParts): Promise<Surface> {
    let opened: Surface | null = null;
    const onChange = () => {
      if (opened) opened.#fileChanged();
    };
    const file = await BindingsFile.open({ file: parts.file, onChange });
    opened = new Surface(parts, file);
    if (file.fault) parts.tellOperator(`${file.fault}; no control does anything`);
    if (parts.isNamed && !file.isThere)
      parts.tellOperator(
        `${parts.file} is not there yet: no control does anything until one is learnt on the desk`,
      );
    return opened;
  }

  private constructor(parts: SurfaceParts, file: BindingsFile) {
    this.#parts = parts;
    this.#file = file;
  }

  get instructions(): SurfaceInstructions {
    const lesson = this.#lesson?.number ?? null;
    return { revision: this.#revision, bindings: this.#file.bindings, lesson };
  }

  /** Whether the page needs MIDI for what it is told. */
  get wantsMidi(): boolean {
    return this.#lesson !== null || this.#file.bindings.some(isMidi);
  }

  get state(): SurfaceState {
    const { midi = "off", why = "", devices = [], moved = null } = this.#report ?? {};
    return {
      ...{ midi, why, devices, moved, listens: this.#report !== null },
      ...{ file: this.#file.file, fault: this.#file.fault, revision: this.#revision },
      bindings: this.#file.bindings.map((binding, at) => ({ binding, waiting: this.#waitingOf(at) })),
      learning: this.#lesson?.target ?? null,
    };
  }

  /** What the page tells; null: no stage page is left. */
  report(report: SurfaceReport | null): void {
    this.#report = report;
    if (report === null) this.stopLearning();
    else if (report.midi === "denied" || report.midi === "none") this.#tellOnce(report);
    this.#changed();
  }

  /** @throws UserError where a command cannot be bound so */
  learn(target: BindingTarget): void {
    if (this.#report === null)
      throw new UserError("no stage page is open, expected one: it listens to MIDI and gamepads");
    if (this.#file.fault !== null) throw new UserError(this.#file.fault);
    if (this.#file.bindings.length >= MOST_BINDINGS)
      throw new UserError(`${MOST_BINDINGS} bindings are there, expected at most so many: unbind one`);
    checked({ device: "", kind: "note", channel: 1, ...target }, target.command);
    this.#lesson = { number: ++this.#lessons, target };
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.stopLearning(), LESSON_MS);
    this.#ending.unref();
    this.#instruct();
  }

  stopLearning(): void {
    if (this.#lesson === null) return;
    clearTimeout(this.#ending);
    this.#lesson = null;
    this.#instruct();
  }

  /** The control that was to be shown. */
  async learnt({ lesson, control, fine }: LearntControl): Promise<void> {
    if (lesson !== this.#lesson?.number) return;
    const { target } = this.#lesson;
    this.stopLearning();
    const reads = fine ? "fine" : "absolute";
    try {
      const binding = checked({ ...control, reads, ...target }, target.command);
      await this.#file.change((bindings) => [...bindings.filter((one) => !isSame(one, binding)), binding]);
    } catch (error) {
      this.#parts.tellOperator(`nothing was bound: ${(error as Error).message}`);
    }
  }

  /** @throws UserError */
  edit(index: number, revision: number, change: Pick<Binding, "reads" | "does"> | null): Promise<void> {
    if (revision !== this.#revision || index >= this.#file.bindings.length)
      throw new UserError("the bindings have changed meanwhile; look again");
    return this.#file.change((bindings) =>
      bindings.flatMap((binding, at) => {
        if (at !== index) return [binding];
        return change ? [changed(binding, change)] : [];
      }),
    );
  }

  close(): void {
    clearTimeout(this.#ending);
    clearTimeout(this.#news);
    this.#file.close();
  }

  #fileChanged(): void {
    this.#revision++;
    const { fault } = this.#file;
    if (fault !== null) this.#parts.tellOperator(`${fault}; what was before goes on`);
    this.#instruct();
  }

  #instruct(): void {
    this.#parts.onInstructions();
    this.#changed();
  }

  #changed(): void {
    this.#news ??= setTimeout(() => {
      this.#news = undefined;
      this.#parts.onChange();
    }, NEWS_MS);
    this.#news.unref();
  }

  #waitingOf(at: number) {
    if (this.#report?.revision !== this.#revision) return null;
    const found = this.#report.waiting.find(({ binding }) => binding === at);
    return found ? { place: found.place, value: found.value } : null;
  }

  #tellOnce({ midi, why }: SurfaceReport): void {
    if (this.#told.has(midi)) return;
    this.#told.add(midi);
    this.#parts.tellOperator(
      midi === "denied"
        ? `the stage page may not use MIDI (${why}): allow it in its browser, and load it again`
        : `the stage page has no MIDI (${why}): expected a Chromium`,
    );
  }
}

/** The same control for the same thing: what is learnt again is there once. */
const isSame = (one: Binding, other: Binding): boolean =>
  isSameControl(one, other) && one.command === other.command && isSameValue(one.value, other.value);

/** Another reading may leave nothing of what it did. */
function changed(binding: Binding, { reads, does }: Pick<Binding, "reads" | "does">): Binding {
  const { value, ...rest } = binding;
  const read = { ...rest, reads };
  const deeds = deedsOf(binding.command, read);
  const kept = deeds.includes(does) ? does : (usualDeed(binding.command, read) ?? does);
  return checked({ ...read, does: kept, ...(kept === "set" && { value }) }, binding.command);
}
