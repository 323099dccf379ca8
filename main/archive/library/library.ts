import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  LibraryPage,
  LibraryQuery,
  TakeDetail,
  TakeEdit,
  TrashEntry,
} from "../../../shared/desk/library.ts";
import { TAKE_LIMITS } from "../../../shared/desk/library.ts";
import { SourceError } from "../../system/errors.ts";
import { whyUnwritable } from "../../system/files/paths.ts";
import { printable } from "../../system/log/printable.ts";
import { readTake } from "../take-reader.ts";
import { Catalogue, type Listed, listed } from "./catalogue.ts";
import { editHeader } from "./edit-header.ts";
import { loadIndex, type Remembered, saveIndex } from "./index-file.ts";
import { type Move, moveTakes, recover } from "./journal.ts";
import { dancerOf, oddName, partnerOf, pathOfTake } from "./names.ts";
import { type ReadEntry, readEntry, readPreview } from "./read-entry.ts";
import { found, keyOf, type Scan, scanTakes } from "./scan.ts";
import { bringBack, listTrash, throwAway } from "./trash.ts";

/** What a desk may ask of the takes. All throw SourceError with a line for whoever asked. */
export interface TakeLibrary {
  query(query: LibraryQuery): Promise<LibraryPage>;
  detail(name: string): Promise<TakeDetail>;
  /** @param to with or without its ending; a partner's take goes along. @returns the new name. */
  rename(name: string, to: string): Promise<string>;
  edit(edit: TakeEdit): Promise<void>;
  /** Gives it one more tag, where it has not got that already. */
  tag(name: string, tag: string): Promise<void>;
  /** Into the trash; a partner's take goes along with its dancer's. */
  delete(name: string): Promise<TrashEntry>;
  /** @returns the names that are back. */
  undo(id: string): Promise<readonly string[]>;
  trash(): Promise<readonly TrashEntry[]>;
  close(): Promise<void>;
}

export interface LibraryParts {
  readonly folder: string;
  /** Called after the list has become another, at most some times a second. */
  readonly onChange: () => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The names in the folder are looked at so often: what comes or goes changes its date. */
const LOOK_MS = 1000;
/** And so often each take, since what is written again does not. */
const LOOK_AT_ALL_MS = 10_000;
/** A recording writes many times a second: what was written so lately may go on being written. */
const QUIET_MS = 2000;
/** So long one is waited for. */
const WAIT_MS = 4000;
const TELL_MS = 300;
const SAVE_MS = 5000;

/**
 * The takes of a folder as a list in memory, which follows the folder; the files are the truth. A take that is being
 * written is left alone: it is told by its date, which is no more than two seconds ago.
 */
export class Library implements TakeLibrary {
  readonly #parts: Required<LibraryParts>;
  readonly #catalogue = new Catalogue();
  /** What was read, by `keyOf` its file. */
  #remembered = new Map<string, ReadEntry>();
  /** What was read of what is in the trash, by its id and name, so that undoing shows it at once. */
  readonly #deleted = new Map<string, ReadonlyMap<string, ReadEntry | null>>();
  /** Names that are found and not read, the newest first. */
  #unread: string[] = [];
  #reading: Promise<void> | null = null;
  /** Takes in the folder, read or not. */
  #found = 0;
  #skipped: readonly string[] = [];
  #fault: string | null = null;
  #scanning: Promise<void> | null = null;
  #folderDate: bigint | null = null;
  #scannedAt = Number.NEGATIVE_INFINITY;
  #growing = false;
  #edits: Promise<unknown> = Promise.resolve();
  #timers: { look?: NodeJS.Timeout; tell?: NodeJS.Timeout; save?: NodeJS.Timeout } = {};
  #saving: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(parts: LibraryParts) {
    this.#parts = { now: Date.now, ...parts };
  }

  /** Knows the folder, with what the index beside it remembers; takes that it does not are still being read. */
  static async open(parts: LibraryParts): Promise<Library> {
    const library = new Library(parts);
    library.#remembered = new Map(await loadIndex(parts.folder));
    await library.look();
    library.#lookSoon();
    return library;
  }

  async query(query: LibraryQuery): Promise<LibraryPage> {
    if (this.#fault !== null) throw new SourceError(this.#fault);
    const { takes, total } = this.#catalogue.page(query);
    return { takes, total, all: this.#found, unread: this.#unread.length, skipped: this.#skipped };
  }

  async detail(name: string): Promise<TakeDetail> {
    const { folder } = this.#parts;
    const take = this.#known(name);
    const row = this.#catalogue.row(take);
    const rest = { fps: 0, licence: "", bytes: take.bytes, preview: "" };
    if (row.growing || row.fault !== null) return { ...row, ...rest };
    const { header, preview } = await readPreview(folder, name);
    const { fps, dancer, tags, note = "", source, licence } = header;
    const cut = {
      dancer: dancer.slice(0, 2000),
      source: source.slice(0, 2000),
      licence: licence.slice(0, 2000),
    };
    const some = tags.slice(0, 100).map((tag) => tag.slice(0, 200));
    return { ...row, ...rest, ...cut, tags: some, note: note.slice(0, 10_000), fps, preview };
  }

  rename(name: string, to: string): Promise<string> {
    return this.#inTurn(async () => {
      const { folder } = this.#parts;
      pathOfTake(folder, name);
      const dancer = this.#catalogue.dancerBeside(name);
      if (dancer !== null)
        throw new SourceError(`${name}: is the partner's of ${dancer}, expected that one to be renamed`);
      const target = this.#named(name, to);
      const [partner, partnersTarget] = [partnerOf(name), partnerOf(target)];
      const moves: Move[] = [{ from: name, to: target }];
      if (partner !== null && (await this.#isThere(partner))) {
        if (partnersTarget === null)
          throw new SourceError(`${printable(to, 80)}: expected a name that is no partner's`);
        moves.push({ from: partner, to: partnersTarget });
      }
      await this.#untilQuiet(moves.map(({ from }) => from));
      const before = moves.map(({ from }) => this.#catalogue.get(from)?.read);
      await moveTakes(folder, moves);
      for (const [at, { to: made }] of moves.entries()) await this.#remember(made, before[at]);
      return target;
    });
  }

  edit({ name, ...edit }: TakeEdit): Promise<void> {
    return this.#inTurn(() => this.#edit(name, edit));
  }

  tag(name: string, tag: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = pathOfTake(this.#parts.folder, name);
      await this.#untilQuiet([name]);
      const { tags } = (await readTake(file, { onDamage: () => {} })).header;
      if (tags.includes(tag)) return;
      if (tags.length >= TAKE_LIMITS.tags)
        throw new SourceError(`${name}: has ${tags.length} tags, expected fewer than ${TAKE_LIMITS.tags}`);
      await this.#edit(name, { tags: [...tags, tag] });
    });
  }

  async #edit(name: string, edit: Omit<TakeEdit, "name">): Promise<void> {
    const { folder } = this.#parts;
    pathOfTake(folder, name);
    await this.#untilQuiet([name]);
    const before = this.#catalogue.get(name)?.read;
    await editHeader(folder, name, edit);
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
    await this.#remember(name, before && { ...before, ...given });
  }

  delete(name: string): Promise<TrashEntry> {
    return this.#inTurn(async () => {
      const { folder, now } = this.#parts;
      pathOfTake(folder, name);
      const partner = partnerOf(name);
      const names = partner !== null && (await this.#isThere(partner)) ? [name, partner] : [name];
      await this.#untilQuiet(names);
      const before = names.map((one) => this.#catalogue.get(one)?.read ?? null);
      const entry = await throwAway(folder, names, now());
      this.#deleted.set(entry.id, new Map(names.map((one, at) => [one, before[at] ?? null])));
      return entry;
    });
  }

  undo(id: string): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const names = await bringBack(this.#parts.folder, id);
      for (const name of names) await this.#remember(name, this.#deleted.get(id)?.get(name));
      this.#deleted.delete(id);
      return names;
    });
  }

  trash(): Promise<readonly TrashEntry[]> {
    return listTrash(this.#parts.folder);
  }

  /** Looks at the folder at once. Never rejects: what is in the way is told to whoever asks for the list. */
  look(): Promise<void> {
    this.#scanning ??= this.#scan().finally(() => {
      this.#scanning = null;
    });
    return this.#scanning;
  }

  /** Once all that was found has been read. */
  async settled(): Promise<void> {
    while (this.#reading) await this.#reading;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    await this.#edits.catch(() => {});
    await this.#reading;
    if (this.#timers.save) await saveIndex(this.#parts.folder, this.#index());
    await this.#saving;
  }

  #known(name: string): Listed {
    pathOfTake(this.#parts.folder, name);
    const take = this.#catalogue.get(name);
    if (!take) throw new SourceError(`${name}: is not in the library any more`);
    return take;
  }

  /** What it is to be called: with the ending that it has. */
  #named(name: string, to: string): string {
    const ending = name.endsWith(".gz") ? ".take.ndjson.gz" : ".take.ndjson";
    const target = to.endsWith(ending) ? to : to + ending;
    const odd = oddName(target);
    if (odd !== null) throw new SourceError(`${printable(to, 80)}: no name for a take, ${odd}`);
    if (dancerOf(target) !== null && dancerOf(name) === null)
      throw new SourceError(`${printable(to, 80)}: expected a name that is no partner's`);
    return target;
  }

  /** A long take need not be read again where we know what has become of it. */
  async #remember(name: string, read: ReadEntry | null | undefined): Promise<void> {
    const stats = await lstat(join(this.#parts.folder, name), { bigint: true }).catch(() => null);
    if (stats && read) this.#remembered.set(keyOf(stats), read);
  }

  async #isThere(name: string): Promise<boolean> {
    return (await lstat(join(this.#parts.folder, name)).catch(() => null))?.isFile() ?? false;
  }

  /** One edit after the other; what has become of the folder is known when it is done. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#edits.then(async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof SourceError) throw error;
        throw new SourceError(`nothing was changed: ${whyUnwritable(error)}`);
      } finally {
        await this.#scanning;
        await this.look();
      }
    });
    this.#edits = turn.catch(() => {});
    return turn;
  }

  /** @throws SourceError where somebody goes on writing one of them. */
  async #untilQuiet(names: readonly string[]): Promise<void> {
    const { folder } = this.#parts;
    const deadline = performance.now() + WAIT_MS;
    for (const name of names) {
      let [seen, since]: [string | null, number] = [null, performance.now()];
      for (;;) {
        const stats = await lstat(join(folder, name), { bigint: true }).catch(() => null);
        if (!stats?.isFile()) throw new SourceError(`${name}: is not there any more`);
        const now = performance.now();
        if (keyOf(stats) !== seen) [seen, since] = [keyOf(stats), now];
        const age = Date.now() - Number(stats.mtimeMs);
        // A date to come says nothing: then it is watched for as long.
        if ((age >= QUIET_MS && age > 0) || now - since >= QUIET_MS) break;
        if (now > deadline)
          throw new SourceError(`${name}: is being written; end the recording, then try again`);
        await sleep(100);
      }
    }
  }

  async #scan(): Promise<void> {
    const { folder, now } = this.#parts;
    try {
      await recover(folder);
      this.#folderDate = (await lstat(folder, { bigint: true }).catch(() => null))?.mtimeNs ?? null;
      this.#take(await scanTakes(folder, now()));
      this.#fault = null;
    } catch (error) {
      const fault = `takes is ${printable(folder)}, which cannot be read (${whyUnwritable(error)}); expected a folder of yours`;
      if (fault !== this.#fault) this.#tell();
      this.#fault = fault;
    }
    this.#scannedAt = performance.now();
  }

  #take({ takes, skipped }: Scan): void {
    const names = new Set(takes.map(({ name }) => name));
    this.#found = takes.length;
    let changed = skipped.join() !== this.#skipped.join();
    this.#skipped = skipped;
    for (const { name, key, read } of [...this.#catalogue.values()]) {
      if (read) this.#remembered.set(key, read);
      if (names.has(name)) continue;
      this.#catalogue.delete(name);
      changed = true;
    }
    const now = this.#parts.now();
    const unread: string[] = [];
    this.#growing = false;
    for (const take of takes) {
      const before = this.#catalogue.get(take.name);
      if (before?.key === take.key && before.read) continue;
      const read = this.#remembered.get(take.key);
      const age = now - take.date;
      if (read) this.#catalogue.set(listed(take, read));
      else if (age >= 0 && age < QUIET_MS) {
        this.#growing = true;
        if (before?.key === take.key) continue;
        this.#catalogue.set(listed(take, null));
      } else {
        // What it was before is shown until it has been read.
        unread.push(take.name);
        continue;
      }
      changed = true;
    }
    const dates = new Map(takes.map(({ name, date }) => [name, date]));
    // The newest are taken from the end.
    this.#unread = unread.sort((a, b) => dates.get(a)! - dates.get(b)!);
    this.#forget(takes.map(({ key }) => key));
    if (changed) this.#tell();
    if (changed) this.#saveSoon();
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
  }

  /** What no file has any more, once there is much of it: what was changed just now the next look will find. */
  #forget(keys: readonly string[]): void {
    const there = new Set(keys);
    if (this.#remembered.size <= 2 * there.size + 100) return;
    for (const key of this.#remembered.keys()) if (!there.has(key)) this.#remembered.delete(key);
  }

  async #readAll(): Promise<void> {
    const { folder } = this.#parts;
    while (!this.#closed) {
      const name = this.#unread.at(-1);
      if (name === undefined) return;
      const stats = await lstat(join(folder, name), { bigint: true }).catch(() => null);
      const read = stats?.isFile() ? await readEntry(folder, name) : null;
      const after = await lstat(join(folder, name), { bigint: true }).catch(() => null);
      const at = this.#unread.lastIndexOf(name);
      if (at >= 0) this.#unread.splice(at, 1);
      // Whoever changed it meanwhile is noticed when the folder is looked at.
      if (!stats || !read || !after || keyOf(after) !== keyOf(stats)) continue;
      this.#remembered.set(keyOf(stats), read);
      this.#catalogue.set(listed(found(name, stats), read));
      this.#tell();
      this.#saveSoon();
    }
  }

  #lookSoon(): void {
    if (this.#closed) return;
    this.#timers.look = setTimeout(async () => {
      const { mtimeNs = null } = (await lstat(this.#parts.folder, { bigint: true }).catch(() => null)) ?? {};
      const isOld = performance.now() - this.#scannedAt > LOOK_AT_ALL_MS;
      if (mtimeNs !== this.#folderDate || isOld || this.#growing) await this.look();
      this.#lookSoon();
    }, LOOK_MS);
    this.#timers.look.unref();
  }

  #tell(): void {
    this.#timers.tell ??= setTimeout(() => {
      delete this.#timers.tell;
      this.#parts.onChange();
    }, TELL_MS);
  }

  #saveSoon(): void {
    this.#timers.save ??= setTimeout(() => {
      delete this.#timers.save;
      this.#saving = this.#saving.then(() => saveIndex(this.#parts.folder, this.#index()));
    }, SAVE_MS).unref();
  }

  #index(): Remembered {
    return new Map(
      [...this.#catalogue.values()].flatMap(({ key, read }) => (read ? [[key, read] as const] : [])),
    );
  }
}
