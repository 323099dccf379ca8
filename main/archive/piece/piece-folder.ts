import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PieceEntry, PieceSaved, PieceSheet } from "../../../shared/desk/pieces.ts";
import { EMPTY_PIECE, LANES, type Piece, pieceSeconds } from "../../../shared/piece/piece.ts";
import { SourceError, UserError } from "../../system/errors.ts";
import { moveNew } from "../../system/files/move.ts";
import { makeFolder, whyUnwritable } from "../../system/files/paths.ts";
import { printable } from "../../system/log/printable.ts";
import { locked, TRASH, temporary } from "../library/journal.ts";
import { formatPiece } from "./format.ts";
import { oddPieceName, PIECE_ENDING, pathOfPiece } from "./path-of-recording.ts";
import { readPiece, revisionOf } from "./piece-file.ts";

/** Pieces that are listed at the most. */
const MOST_LISTED = 1000;
/** Characters of a name that is made of a title, at the most. */
const LONGEST_STEM = 60;
/** What is deleted lies in the library's trash, each piece in a folder of its own. */
const TRASH_ID = /^piece-[0-9a-f]{12}$/;

/**
 * The pieces of a folder, in which their takes lie too. Whoever saves says which revision she has changed: of two who
 * changed the same one, the second is given what the first has made of it.
 */
export class PieceFolder {
  readonly #folder: string;
  /** What was read of a file, as long as that stays as it was. */
  readonly #entries = new Map<string, { readonly stamp: string; readonly entry: PieceEntry }>();
  /** One write after the other, of this program and of others. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest first. */
  async list(): Promise<readonly PieceEntry[]> {
    const all = await readdir(this.#folder).catch(() => []);
    const names = all.filter((name) => oddPieceName(name) === null).slice(0, MOST_LISTED);
    const entries: PieceEntry[] = [];
    for (const name of names) {
      const entry = await this.#entry(name);
      if (entry) entries.push(entry);
    }
    for (const name of this.#entries.keys()) if (!names.includes(name)) this.#entries.delete(name);
    return entries.sort((a, b) => b.date - a.date);
  }

  /** @throws UserError naming the file. */
  async get(name: string): Promise<PieceSheet> {
    return { name, ...(await readPiece(this.fileOf(name))) };
  }

  /** Makes an empty piece, called after its title. */
  make(title: string): Promise<PieceSheet> {
    return this.#oneByOne(async () => {
      const piece: Piece = { ...EMPTY_PIECE, title };
      const text = formatPiece(piece);
      const stem = stemFor(title);
      for (let number = 1; ; number++) {
        const name = `${stem}${number === 1 ? "" : `-${number}`}${PIECE_ENDING}`;
        try {
          await this.#write(name, text, async (part, file) => moveNew(part, file));
          return { name, piece, revision: revisionOf(text) };
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        }
      }
    });
  }

  /** @param revision that was changed. */
  save(name: string, piece: Piece, revision: string): Promise<PieceSaved> {
    return this.#oneByOne(async () => {
      const there = await this.get(name);
      if (there.revision !== revision) return { saved: false, newer: there };
      const text = formatPiece(piece);
      await this.#write(name, text, rename);
      return { saved: true, revision: revisionOf(text) };
    });
  }

  /** Moves a piece to the trash. @returns what brings it back. */
  delete(name: string): Promise<string> {
    return this.#oneByOne(async () => {
      const file = this.fileOf(name);
      const id = `piece-${randomBytes(6).toString("hex")}`;
      await makeFolder(join(this.#folder, TRASH));
      await mkdir(join(this.#folder, TRASH, id));
      await moveNew(file, join(this.#folder, TRASH, id, name)).catch(async (error: unknown) => {
        await rm(join(this.#folder, TRASH, id), { recursive: true });
        throw new SourceError(`${file}: cannot be deleted (${whyUnwritable(error)})`);
      });
      return id;
    });
  }

  /** Brings back what was deleted. @returns its name. */
  restore(id: string): Promise<string> {
    return this.#oneByOne(async () => {
      const trash = join(this.#folder, TRASH, id);
      const [name] = TRASH_ID.test(id) ? await readdir(trash).catch(() => []) : [];
      if (name === undefined)
        throw new SourceError(`${printable(id, 40)}: nothing is in the trash under that name any more`);
      await moveNew(join(trash, name), this.fileOf(name)).catch((error: unknown) => {
        throw new SourceError(`${this.fileOf(name)}: cannot be brought back (${whyUnwritable(error)})`);
      });
      await rm(trash, { recursive: true });
      return name;
    });
  }

  /** The path of a piece. @throws SourceError for what is not the bare name of one. */
  fileOf(name: string): string {
    return pathOfPiece(this.#folder, name);
  }

  #oneByOne<T>(write: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(async () => {
      await makeFolder(this.#folder);
      return locked(this.#folder, [], write);
    });
    this.#writing = done.catch(() => {});
    return done;
  }

  /** A file that is the old one or the new one, whenever the machine stops. */
  async #write(
    name: string,
    text: string,
    place: (part: string, file: string) => Promise<void>,
  ): Promise<void> {
    const file = this.fileOf(name);
    const part = temporary(this.#folder);
    try {
      const handle = await open(part, "wx", 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await place(part, file);
    } catch (error) {
      await rm(part, { force: true }).catch(() => {});
      if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
      throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
    }
  }

  async #entry(name: string): Promise<PieceEntry | null> {
    const file = join(this.#folder, name);
    const stats = await stat(file).catch(() => null);
    if (!stats?.isFile()) return null;
    const stamp = `${stats.mtimeMs} ${stats.size}`;
    const known = this.#entries.get(name);
    if (known?.stamp === stamp) return known.entry;
    const entry = await entryOf(file, name, stats.mtimeMs);
    this.#entries.set(name, { stamp, entry });
    return entry;
  }
}

async function entryOf(file: string, name: string, date: number): Promise<PieceEntry> {
  try {
    const { piece } = await readPiece(file);
    const clips = LANES.reduce((sum, lane) => sum + piece[lane].length, 0);
    return { name, title: piece.title, seconds: pieceSeconds(piece), clips, date, fault: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, title: "", seconds: 0, clips: 0, date, fault: printable(error.message, 300) };
  }
}

/** A file name that every system takes, of what of the title is letters and numbers. */
function stemFor(title: string): string {
  const words = title.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = [...words.join("-")].slice(0, LONGEST_STEM).join("");
  return oddPieceName(stem + PIECE_ENDING) === null ? stem : "piece";
}
