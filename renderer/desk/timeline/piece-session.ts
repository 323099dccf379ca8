import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { JoinsReport, PieceSheet } from "../../../shared/desk/pieces.ts";
import type { ClipAt } from "../../../shared/piece/edits.ts";
import { amended, edited, type History, historyOf, redone, undone } from "../../../shared/piece/history.ts";
import { LANES, type Piece } from "../../../shared/piece/piece.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type DeskHost, Refusal } from "../host.ts";

/** Milliseconds without an edit after which a piece is saved. */
const SAVED_AFTER = 400;

/** What a session tells the person who works at it. */
export interface SessionVoice {
  /** Somebody else has changed the piece meanwhile: theirs is shown now. */
  readonly overtaken: () => void;
  readonly failed: (line: string) => void;
}

/** One piece that is being worked at: its states, what is chosen of it, and the way to the host. */
export class PieceSession {
  readonly name: string;
  readonly #host: DeskHost;
  readonly #voice: SessionVoice;
  readonly #history: Signal<History<Piece>>;
  readonly #unsaved = signal(false);
  readonly #joins = signal<JoinsReport | null>(null);
  readonly #ends: (() => void)[] = [];
  #revision: string;
  #dragging = false;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  readonly piece: ReadonlySignal<Piece>;
  readonly chosen = signal<ClipAt | null>(null);
  /** Where the playhead is. */
  readonly here = signal<Seconds>(0);
  /** Pixels a second. */
  readonly zoom = signal(60);

  constructor(host: DeskHost, { name, piece, revision }: PieceSheet, voice: SessionVoice) {
    this.#host = host;
    this.name = name;
    this.#voice = voice;
    this.#revision = revision;
    this.#history = signal(historyOf(piece));
    this.piece = computed(() => this.#history.value.now);
    this.#ends.push(host.onChanged("pieces", () => void this.#look()));
    void this.#look();
  }

  get unsaved(): ReadonlySignal<boolean> {
    return this.#unsaved;
  }

  /** How far its danced joins are, as the host says; null before that is known. */
  get joins(): ReadonlySignal<JoinsReport | null> {
    return this.#joins;
  }

  /** Clips that come in straight on with a jolt, as far as that is known of the piece as it is now. */
  get jolts(): readonly ClipAt[] {
    const { state, revision, jolts } = this.#joins.value ?? { state: "failed", revision: null, jolts: [] };
    return this.#unsaved.value || state !== "idle" || revision !== this.#revision ? [] : jolts;
  }

  get canUndo(): boolean {
    return this.#history.value.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.value.future.length > 0;
  }

  edit(change: (piece: Piece) => Piece): void {
    this.#set(edited(this.#history.value, change(this.#history.value.now)));
  }

  /** The edits of one drag, of which only the first can be undone: all of them at once. */
  drag(change: (piece: Piece) => Piece): void {
    const history = this.#history.value;
    const next = (this.#dragging ? amended : edited)(history, change(history.now));
    this.#dragging ||= next !== history;
    this.#set(next);
  }

  dropped(): void {
    this.#dragging = false;
  }

  undo(): void {
    this.#set(undone(this.#history.value) ?? this.#history.value);
  }

  redo(): void {
    this.#set(redone(this.#history.value) ?? this.#history.value);
  }

  /** What is not saved yet, now. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    if (!this.#unsaved.value) return;
    this.#saving = this.#save().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end();
    await this.save();
    this.#isClosed = true;
  }

  #set(history: History<Piece>): void {
    if (history === this.#history.value) return;
    this.#history.value = history;
    this.#unsaved.value = true;
    const chosen = this.chosen.value;
    if (chosen && !history.now[chosen.lane][chosen.index]) this.chosen.value = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVED_AFTER);
  }

  async #save(): Promise<void> {
    const piece = this.#history.value.now;
    try {
      const { name } = this;
      const answer = await this.#host.ask("pieces/save", { name, piece, revision: this.#revision });
      if (!answer.saved) {
        this.#show(answer.newer);
        this.#voice.overtaken();
        return;
      }
      this.#revision = answer.revision;
      if (this.#history.value.now === piece) this.#unsaved.value = false;
      else this.#timer = setTimeout(() => void this.save(), SAVED_AFTER);
      if (hasJoins(piece)) await this.#dance();
    } catch (error) {
      this.#tell(error);
    }
  }

  /** What the host has, after something of the pieces has become another. */
  async #look(): Promise<void> {
    try {
      const { name } = this;
      this.#joins.value = await this.#host.ask("pieces/joins", { name });
      if (this.#unsaved.value || this.#saving) return;
      const sheet = await this.#host.ask("pieces/get", { name });
      if (this.#unsaved.value || this.#saving || this.#isClosed) return;
      if (sheet.revision !== this.#revision) {
        this.#show(sheet);
        this.#voice.overtaken();
      }
      // Such as a piece of before the show began: nobody has looked at its joins yet.
      if (hasJoins(sheet.piece) && this.#joins.value.revision !== sheet.revision) await this.#dance();
    } catch (error) {
      // That it is away the shell says, and comes back to us.
      if (error instanceof Refusal && error.byHost) this.#tell(error);
    }
  }

  /** Has those joins danced that are not there yet, and the others looked at. */
  async #dance(): Promise<void> {
    const { name } = this;
    await this.#host.ask("pieces/dance", { name }).catch((error) => this.#tell(error));
  }

  #show({ piece, revision }: PieceSheet): void {
    this.#revision = revision;
    this.#history.value = historyOf(piece);
    this.#unsaved.value = false;
    this.chosen.value = null;
  }

  #tell(error: unknown): void {
    this.#voice.failed(error instanceof Error ? error.message : String(error));
  }
}

const hasJoins = (piece: Piece): boolean => LANES.some((lane) => piece[lane].length > 1);
