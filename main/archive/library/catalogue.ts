import type { LibraryOrder, LibraryPage, LibraryQuery, TakeEntry } from "../../../shared/desk/library.ts";
import { dancerOf, partnerOf } from "./names.ts";
import type { ReadEntry } from "./read-entry.ts";
import type { FoundTake } from "./scan.ts";

/** A take with what was read of it; null while it is being written. */
export interface Listed extends FoundTake {
  readonly read: ReadEntry | null;
  /** What is searched. */
  readonly words: string;
}

/** Characters of a window as JSON: within what a desk is answered. */
const MOST_CHARACTERS = 150_000;
/** Letters and tags in a row of the list. */
const IN_ROW = { note: 300, tags: 20 } as const;

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const ORDERS: Readonly<Record<LibraryOrder, (a: Listed, b: Listed) => number>> = {
  date: (a, b) => a.date - b.date,
  name: () => 0,
  dancer: (a, b) => compare(a.read?.dancer ?? "", b.read?.dancer ?? ""),
  length: (a, b) => (a.read?.seconds ?? 0) - (b.read?.seconds ?? 0),
};

export const listed = (take: FoundTake, read: ReadEntry | null): Listed => ({
  ...take,
  read,
  words: folded([take.name, read?.dancer, ...(read?.tags ?? []), read?.note].join("\n")),
});

const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** The list of takes in memory: found, put in order, and given out window by window. */
export class Catalogue {
  readonly #takes = new Map<string, Listed>();
  /** As they were last put in order: with a few more they are put in order again within a moment. */
  readonly #ordered = new Map<LibraryOrder, readonly Listed[]>();
  #changes = 0;
  #last: { readonly asked: string; readonly found: readonly Listed[] } | null = null;

  get(name: string): Listed | undefined {
    return this.#takes.get(name);
  }

  values(): Iterable<Listed> {
    return this.#takes.values();
  }

  set(take: Listed): void {
    this.#takes.set(take.name, take);
    this.#changes++;
  }

  delete(name: string): void {
    if (this.#takes.delete(name)) this.#changes++;
  }

  /** @returns the window, as far as one answer bears. */
  page({ search, order, descending, offset, limit }: LibraryQuery): Pick<LibraryPage, "takes" | "total"> {
    const asked = JSON.stringify([this.#changes, search, order, descending]);
    if (this.#last?.asked !== asked) this.#last = { asked, found: this.#find(search, order, descending) };
    const { found } = this.#last;
    const takes: TakeEntry[] = [];
    let characters = 0;
    for (const take of found.slice(offset, offset + limit)) {
      const row = this.row(take);
      characters += JSON.stringify(row).length;
      if (characters > MOST_CHARACTERS) break;
      takes.push(row);
    }
    return { takes, total: found.length };
  }

  row(take: Listed): TakeEntry {
    const { name, date, read } = take;
    const partner = partnerOf(name);
    return {
      ...{ name, date, dancer: read?.dancer ?? "", source: read?.source ?? "", strip: read?.strip ?? "" },
      ...{ tags: (read?.tags ?? []).slice(0, IN_ROW.tags), note: (read?.note ?? "").slice(0, IN_ROW.note) },
      ...{ seconds: read?.seconds ?? 0, frames: read?.frames ?? 0, people: read?.people ?? 0 },
      partner: partner !== null && this.#takes.has(partner) ? partner : null,
      ...{ fault: read?.fault ?? null, growing: read === null },
    };
  }

  /** The dancer's take that a partner's lies beside. */
  dancerBeside(name: string): string | null {
    const dancer = dancerOf(name);
    return dancer !== null && this.#takes.has(dancer) ? dancer : null;
  }

  #find(search: string, order: LibraryOrder, descending: boolean): readonly Listed[] {
    const words = folded(search)
      .split(/\s+/)
      .filter((word) => word !== "");
    const ordered = this.#inOrder(order);
    const found =
      words.length === 0
        ? ordered
        : ordered.filter((take) => words.every((word) => take.words.includes(word)));
    return descending ? found.toReversed() : found;
  }

  #inOrder(order: LibraryOrder): readonly Listed[] {
    const before = (this.#ordered.get(order) ?? []).filter((take) => this.#takes.get(take.name) === take);
    const known = new Set(before);
    const more = [...this.#takes.values()].filter((take) => !known.has(take));
    const by = ORDERS[order];
    const ordered = [...before, ...more].sort(
      (a, b) => by(a, b) || compare(a.name, b.name) || (a.name < b.name ? -1 : 1),
    );
    this.#ordered.set(order, ordered);
    return ordered;
  }
}
