import { type BigIntStats, createWriteStream } from "node:fs";
import { lstat, rename, rm, utimes } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { TakeEdit } from "../../../shared/desk/library.ts";
import { SourceError } from "../../system/errors.ts";
import { whyUnwritable } from "../../system/files/paths.ts";
import { parseHeader } from "../take.ts";
import { readTake, unpackedBytes } from "../take-reader.ts";
import { locked, temporary } from "./journal.ts";
import { pathOfTake } from "./names.ts";

/** What the header of a take says from now on; what is missing stays. */
export interface HeaderEdit extends Omit<TakeEdit, "name"> {
  readonly source?: string;
  readonly licence?: string;
}

/** Of one inode with one content, as far as the file system tells. */
export const sameFile = (a: BigIntStats, b: BigIntStats): boolean =>
  a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs;

/**
 * Writes a take anew with another header: whole, on the disk, then in the place of the old one, with its date. Its other
 * lines are the same byte for byte, and so is what else its header has.
 * @throws SourceError where it cannot be read or written, or was changed by somebody else meanwhile.
 */
export async function editHeader(folder: string, name: string, edit: HeaderEdit): Promise<void> {
  const file = pathOfTake(folder, name);
  const before = await lstat(file, { bigint: true }).catch(() => {
    throw new SourceError(`${name}: is not there any more`);
  });
  // A take whose header nobody understands is left as it is.
  await readTake(file, { onDamage: () => {} });
  const part = temporary(folder);
  try {
    // On the disk before it has its name, so that no power cut leaves half of it there.
    const out = createWriteStream(part, { flags: "wx", mode: Number(before.mode & 0o777n), flush: true });
    const lines = Readable.from(withHeader(await unpackedBytes(file), edit), { objectMode: false });
    if (name.endsWith(".gz")) await pipeline(lines, createGzip({ level: 9 }), out);
    else await pipeline(lines, out);
    await utimes(part, Number(before.atimeMs) / 1000, new Date(Number(before.mtimeMs)));
    await locked(folder, [], async () => {
      const now = await lstat(file, { bigint: true }).catch(() => null);
      if (!now || !sameFile(now, before))
        throw new SourceError(`${name}: somebody else has changed it meanwhile; look at it and try again`);
      await rename(part, file);
    });
  } catch (error) {
    await rm(part, { force: true });
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SourceError(`${name}: cannot be written (${whyUnwritable(error)})`);
  }
}

const NEWLINE = 10;

/** The bytes of a take with another first line, which has been read before and is not long. */
async function* withHeader(bytes: AsyncIterable<Buffer>, edit: HeaderEdit): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(NEWLINE);
    if (end < 0) continue;
    yield Buffer.from(edited(head.toString("utf8", 0, end), edit));
    yield head.subarray(end + 1);
    head = null;
  }
  if (head !== null) yield Buffer.from(edited(head.toString("utf8"), edit));
}

/** Keys that only others know stay. */
function edited(line: string, edit: HeaderEdit): string {
  const header = JSON.parse(line.replace(/^\uFEFF/, "")) as Record<string, unknown>;
  const given = Object.entries(edit).filter(([, value]) => value !== undefined);
  const made = { ...header, ...Object.fromEntries(given) };
  parseHeader(made);
  return `${JSON.stringify(made)}\n`;
}
