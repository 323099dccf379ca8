import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { loadIndex, saveIndex } from "../../archive/library/index-file.ts";
import { type ReadEntry, readEntry } from "../../archive/library/read-entry.ts";
import { keyOf } from "../../archive/library/scan.ts";

/** Figures of takes for the report, in the index that the library reads too: whoever opens the archive there finds them. */
export class Strips {
  readonly #archive: string;
  readonly #entries: Map<string, ReadEntry>;

  private constructor(archive: string, entries: Map<string, ReadEntry>) {
    this.#archive = archive;
    this.#entries = entries;
  }

  static async open(archive: string): Promise<Strips> {
    return new Strips(archive, new Map(await loadIndex(archive)));
  }

  /** As `shared/desk/poses.ts` packs them; empty where the take is not to be read. */
  async of(take: string): Promise<string> {
    const stats = await lstat(join(this.#archive, take), { bigint: true }).catch(() => null);
    if (!stats?.isFile()) return "";
    const key = keyOf(stats);
    const known = this.#entries.get(key) ?? (await readEntry(this.#archive, take));
    this.#entries.set(key, known);
    return known.strip;
  }

  /** Keeps what was read. */
  save(): Promise<void> {
    return saveIndex(this.#archive, this.#entries);
  }
}
