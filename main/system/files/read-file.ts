import { constants, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { UserError } from "../errors.ts";
import { DISK_PATIENCE, inTime } from "./in-time.ts";

/** What a file should be before it is read whole. */
export interface ExpectedFile {
  /** In words, for the line that refuses another, such as "a JSON file of settings". */
  readonly expected: string;
  readonly mostBytes: number;
  /** Where it must have so many bytes and no others: compared before it is read. */
  readonly exactBytes?: number;
  /** Of the line that refuses it. */
  readonly Fault: new (
    message: string,
  ) => UserError;
}

/** Bytes a second of a slow disk, or a slow network. */
const SLOWEST_DISK = 1e6;
const FIRST_BYTES = 4096;

/**
 * Reads a plain file of bounded size, within bounded time. Never a pipe, which waits for a writer for ever, nor a device,
 * which never ends.
 * @throws the fault, naming the file, what was found and what was expected.
 */
export async function readWholeFile(file: string, { Fault, ...limits }: ExpectedFile): Promise<Buffer> {
  const { expected, mostBytes, exactBytes } = limits;
  const check = (bytes: number) => {
    if (bytes > mostBytes) throw new Fault(`${file}: more than ${mostBytes} bytes, expected ${expected}`);
    if (exactBytes !== undefined && bytes !== exactBytes)
      throw new Fault(`${file}: ${bytes} bytes, expected ${expected} of ${exactBytes} bytes`);
  };
  try {
    const { handle, stats } = await openPlainFile(file);
    try {
      const { size } = stats;
      check(size);
      const patience = DISK_PATIENCE + size / SLOWEST_DISK;
      const bytes = await inTime(file, () => readAll(handle, size, mostBytes), patience);
      check(bytes.length);
      return bytes;
    } finally {
      // Not waited for: closing takes as long as a dead drive likes.
      handle.close().catch(() => {});
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`${file}: ${whyUnreadable(error)}, expected ${expected}`);
  }
}

/**
 * Opens a file for reading without waiting for a writer or a dead drive.
 * @throws Error whose message is what was found; the file is not named in it.
 */
export async function openPlainFile(
  file: string,
): Promise<{ readonly handle: FileHandle; readonly stats: Stats }> {
  return inTime(
    file,
    () => openNow(file),
    DISK_PATIENCE,
    ({ handle }) => handle.close(),
  );
}

/** What stood in the way, in words. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "is not there";
  return code === undefined ? message : `cannot be read (${message})`;
}

async function openNow(file: string): Promise<{ handle: FileHandle; stats: Stats }> {
  // Windows has neither flag, and no pipes among its files.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const handle = await open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error(`is ${kindOfFile(stats)}`);
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function kindOfFile(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

/** A byte more than `most` at the most: a file may grow while it is read, or not say its size, as those of /proc. */
async function readAll(handle: FileHandle, size: number, most: number): Promise<Buffer> {
  let buffer = Buffer.allocUnsafe(Math.max(size + 1, FIRST_BYTES));
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length > most) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}
