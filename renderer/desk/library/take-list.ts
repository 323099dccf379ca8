import { type ReadonlySignal, signal } from "@preact/signals";
import type { LibraryPage, LibraryQuery, TakeEntry } from "../../../shared/desk/library.ts";
import { TAKE_LIMITS } from "../../../shared/desk/library.ts";
import { type DeskHost, Refusal } from "../host.ts";

export type ListQuery = Pick<LibraryQuery, "search" | "order" | "descending">;
export type ListCounts = Pick<LibraryPage, "total" | "all" | "unread" | "skipped">;

/** Rows that are kept beyond those in sight. */
const KEPT = 400;

/**
 * The takes as far as they have been asked for: what is in sight, and a little more. Its beginning is asked for with the
 * desk, so that it is there when the library is opened.
 */
export class TakeList {
  readonly #host: DeskHost;
  readonly #query = signal<ListQuery>({ search: "", order: "date", descending: true });
  readonly #rows = signal<ReadonlyMap<number, TakeEntry>>(new Map());
  readonly #counts = signal<ListCounts | null>(null);
  readonly #fault = signal<string | null>(null);
  #range = { first: 0, end: TAKE_LIMITS.limit as number };
  /** Rows that are shown and may be others by now. */
  #isStale = true;
  #asking = false;

  constructor(host: DeskHost) {
    this.#host = host;
    this.#refresh();
  }

  get query(): ReadonlySignal<ListQuery> {
    return this.#query;
  }

  /** By place in the list; those that are missing are on their way. */
  get rows(): ReadonlySignal<ReadonlyMap<number, TakeEntry>> {
    return this.#rows;
  }

  /** null until the host has answered. */
  get counts(): ReadonlySignal<ListCounts | null> {
    return this.#counts;
  }

  /** Why there is no list, in a line. */
  get fault(): ReadonlySignal<string | null> {
    return this.#fault;
  }

  ask(query: Partial<ListQuery>): void {
    this.#query.value = { ...this.#query.value, ...query };
    this.#anew();
  }

  /** The rows in sight. */
  show(first: number, end: number): void {
    this.#range = { first, end };
    void this.#fill();
  }

  /** From now on it is shown, from its beginning, and what becomes of the takes is followed. @returns what ends that. */
  watch(): () => void {
    this.#anew();
    return this.#host.onChanged("library", () => this.#refresh());
  }

  #anew(): void {
    this.#range = { first: 0, end: TAKE_LIMITS.limit };
    this.#refresh();
  }

  #refresh(): void {
    this.#isStale = true;
    void this.#fill();
  }

  /** One question at a time: whoever scrolls fast is shown where she has come to, and not all that was on the way. */
  async #fill(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (;;) {
        const offset = this.#missing();
        if (offset === null) break;
        const [query, isWhole] = [this.#query.value, this.#isStale];
        this.#isStale = false;
        const page = await this.#host.ask("library/list", { ...query, offset, limit: TAKE_LIMITS.limit });
        if (query === this.#query.value) this.#take(page, offset, isWhole);
        else this.#isStale = true;
      }
    } catch (error) {
      this.#fault.value = error instanceof Refusal && !error.byHost ? null : (error as Error).message;
    }
    this.#asking = false;
  }

  /** The place from which on rows are to be asked for; null where all are there. */
  #missing(): number | null {
    const { first, end } = this.#range;
    if (this.#isStale) return first;
    const last = Math.min(end, this.#counts.value?.total ?? 0);
    for (let index = first; index < last; index++) if (!this.#rows.value.has(index)) return index;
    return null;
  }

  #take({ takes, ...counts }: LibraryPage, offset: number, isWhole: boolean): void {
    const rows = new Map(isWhole ? [] : this.#rows.value);
    takes.forEach((take, at) => {
      rows.set(offset + at, take);
    });
    for (const index of rows.keys())
      if (index < offset - KEPT || index > offset + KEPT || index >= counts.total) rows.delete(index);
    this.#rows.value = rows;
    // Should it answer with nothing where there should be something, the list ends there.
    this.#counts.value = takes.length > 0 ? counts : { ...counts, total: Math.min(counts.total, offset) };
    this.#fault.value = null;
  }
}
