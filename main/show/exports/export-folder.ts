import { mkdir, readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { EXPORT_FORMATS, type ExportedFile } from "../../../shared/desk/exports.ts";
import { oddFileName } from "../../archive/library/names.ts";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";

/** As many as an answer to a desk holds. */
const MOST = 500;
/** What lies in the folder while it is written ends otherwise. */
const ENDING = new RegExp(`\\.(${EXPORT_FORMATS.join("|")})$`);

/** Whether a name that comes from outside is that of a finished export: bare, and with one of their endings. */
export const isExportName = (name: string): boolean => ENDING.test(name) && oddFileName(name) === null;

/** The folder of finished exports, beside the takes. */
export class ExportFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws SourceError for what is no export's bare name. */
  fileOf(name: string): string {
    if (isExportName(name)) return join(this.path, name);
    throw new SourceError(`${printable(name, 80)}: no name of an export`);
  }

  /** The newest first; none where there is no folder. */
  async list(): Promise<readonly ExportedFile[]> {
    const names = await readdir(this.path).catch(() => []);
    const files: ExportedFile[] = [];
    for (const name of names.filter(isExportName).slice(0, 10 * MOST)) {
      const found = await stat(join(this.path, name)).catch(() => null);
      if (found?.isFile()) files.push({ name, bytes: found.size, date: found.mtimeMs });
    }
    return files.toSorted((a, b) => b.date - a.date).slice(0, MOST);
  }

  /** A name that is free, with a number where need be; in a folder that is made where it is not there. */
  async freeFile(stem: string, format: string): Promise<string> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const there = (await readdir(this.path)).map((name) => name.toLowerCase());
    // Motion of several people has their ids before the ending; what is being written has more after it.
    const ending = new RegExp(`^(-\\d+)?\\.${format}(\\.|$)`);
    const taken = (name: string) =>
      there.some((other) => other.startsWith(name.toLowerCase()) && ending.test(other.slice(name.length)));
    for (let number = 1; ; number++) {
      const name = number === 1 ? stem : `${stem} (${number})`;
      if (!taken(name)) return join(this.path, `${name}.${format}`);
    }
  }

  /** @throws SourceError where it is not there. */
  async delete(name: string): Promise<void> {
    await unlink(this.fileOf(name)).catch(() => {
      throw new SourceError(`${name}: cannot be deleted; it may be gone already`);
    });
  }
}
