import { appendFile, type FileHandle, open } from "node:fs/promises";
import * as v from "valibot";
import type { PassQuery } from "../../../shared/desk/practice.ts";
import type { PracticePass } from "../../../shared/practice.ts";
import { SourceError } from "../../system/errors.ts";
import { whyUnwritable } from "../../system/files/paths.ts";
import { openPlainFile, whyUnreadable } from "../../system/files/read-file.ts";
import { PassSchema } from "./pass-schema.ts";

/** Bytes at the end of the file that are looked through: some 8000 passes, a hundred evenings. */
const LOOKED_THROUGH = 1 << 23;
const NEWLINE = 10;

/** The passes that were danced, one a line, in the order in which they ended; the file only grows, by a kilobyte a pass. */
export class PassJournal {
  readonly #file: string;
  readonly #lookedThrough: number;

  constructor(file: string, lookedThrough = LOOKED_THROUGH) {
    this.#file = file;
    this.#lookedThrough = lookedThrough;
  }

  /** @throws SourceError naming the file. */
  async append(pass: PracticePass): Promise<void> {
    try {
      // What a crash has left of a line is ended, so that this one is whole.
      const start = (await this.#isOpenEnded()) ? "\n" : "";
      await appendFile(this.#file, `${start}${JSON.stringify(pass, rounded)}\n`, { mode: 0o600 });
    } catch (error) {
      throw new SourceError(`${this.#file}: cannot be written (${whyUnwritable(error)})`);
    }
  }

  /**
   * The newest passes that are asked for, in order; lines that are damaged are none.
   * @param most so many of them.
   * @throws SourceError naming the file where it cannot be read; one that is not there has none.
   */
  async newest({ reference, since }: PassQuery, most: number): Promise<readonly PracticePass[]> {
    const passes: PracticePass[] = [];
    const named = reference === null ? "" : JSON.stringify(reference);
    const lines = (await this.#lastLines()).reverse();
    for (const line of lines) {
      // Most lines of many months are of others: they need not be read as what they say.
      const pass = line.includes(named) ? parsed(line) : null;
      if (!pass || (reference !== null && pass.reference !== reference)) continue;
      if (pass.at < since) break;
      passes.push(pass);
      if (passes.length === most) break;
    }
    return passes.reverse();
  }

  async #lastLines(): Promise<string[]> {
    let handle: FileHandle;
    let size: number;
    try {
      const opened = await openPlainFile(this.#file);
      handle = opened.handle;
      size = opened.stats.size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw new SourceError(`${this.#file}: ${whyUnreadable(error)}, expected the passes that were danced`);
    }
    try {
      const from = Math.max(0, size - this.#lookedThrough);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
      // It begins in the middle of a line.
      return from > 0 ? lines.slice(1) : lines;
    } catch (error) {
      throw new SourceError(`${this.#file}: ${whyUnreadable(error)}, expected the passes that were danced`);
    } finally {
      await handle.close().catch(() => {});
    }
  }

  async #isOpenEnded(): Promise<boolean> {
    const handle = await open(this.#file, "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (!handle) return false;
    try {
      const { size } = await handle.stat();
      if (size === 0) return false;
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer[0] !== NEWLINE;
    } finally {
      await handle.close();
    }
  }
}

/** A tenth of a millimetre, and of a millisecond. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;

function parsed(line: string): PracticePass | null {
  try {
    const result = v.safeParse(PassSchema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
