import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { LineDance, LinePoint } from "../../../shared/desk/dance-line.ts";
import { pathOfTake } from "../../archive/library/names.ts";
import { LineSchema } from "../../archive/map/line.ts";
import type { MomentSearch } from "../../archive/moments/moment-search.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import { moveNew } from "../../system/files/move.ts";
import { makeFolder, whyUnwritable } from "../../system/files/paths.ts";
import { printable } from "../../system/log/printable.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DancedLinesParts {
  /** null where the setting `archive` names nothing. */
  readonly search: Pick<MomentSearch, "danceLine"> | null;
  /** Folder of the takes, where those that are kept go. */
  readonly takes: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** So many are held until they are kept; of others there are but their names. */
const HELD = 8;

/** Lines that were danced, each a take that the stage can play before anybody has decided to keep it. */
export class DancedLines {
  readonly #parts: DancedLinesParts;
  /** Path of each by its name, the oldest first; in a folder of our own, which goes when the show ends. */
  readonly #held = new Map<string, string>();
  readonly #kept = new Set<string>();
  #folder: Promise<string> | null = null;

  constructor(parts: DancedLinesParts) {
    this.#parts = parts;
  }

  get requests(): Pick<DeskHandlers, "archive/dance-line" | "archive/keep-line"> {
    return {
      "archive/dance-line": {
        schema: v.strictObject({ points: LineSchema }),
        answer: ({ points }) => this.#dance(points),
      },
      "archive/keep-line": {
        schema: v.strictObject({ name: v.pipe(v.string(), v.maxLength(400)) }),
        answer: ({ name }) => this.#keep(name),
      },
    };
  }

  /** The path of one that is held; null for any other name. */
  fileOf(name: string): string | null {
    return this.#held.get(name) ?? null;
  }

  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => null);
    this.#held.clear();
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  async #dance(points: readonly LinePoint[]): Promise<LineDance> {
    const { search } = this.#parts;
    if (!search)
      throw new ConfigError(
        "archive names nothing, expected a folder of takes with a map to dance a line over",
      );
    this.#folder ??= mkdtemp(join(tmpdir(), "continuo-lines-"));
    const name = this.#freeName();
    const file = join(await this.#folder, name);
    this.#held.set(name, file);
    try {
      const danced = await search.danceLine(points, file);
      await this.#dropOldest();
      return { name, ...danced };
    } catch (error) {
      this.#held.delete(name);
      throw error;
    }
  }

  async #keep(name: string): Promise<{ readonly name: string }> {
    const { takes } = this.#parts;
    const held = this.#held.get(name);
    if (held === undefined)
      throw new SourceError(
        `${printable(name, 80)}: is no longer held, expected one of the last ${HELD} lines; dance it again`,
      );
    const file = pathOfTake(takes, name);
    const part = `${file}.part`;
    try {
      await makeFolder(takes);
      await copyFile(held, part);
      await moveNew(part, file);
    } catch (error) {
      await rm(part, { force: true });
      const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
      if (!isThere || !this.#kept.has(name))
        throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
    }
    this.#kept.add(name);
    return { name };
  }

  async #dropOldest(): Promise<void> {
    for (const [name, file] of this.#held) {
      if (this.#held.size <= HELD) return;
      this.#held.delete(name);
      await rm(file, { force: true });
    }
  }

  /** By when it was danced. */
  #freeName(): string {
    const when = new Date(this.#parts.now())
      .toISOString()
      .replace(/[-:]/g, "")
      .replace("T", "-")
      .slice(0, 15);
    for (let n = 1; ; n++) {
      const name = `line-${when}${n === 1 ? "" : `-${n}`}.take.ndjson`;
      if (!this.#held.has(name) && !this.#kept.has(name)) return name;
    }
  }
}
