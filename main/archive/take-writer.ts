import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { SourceError } from "../system/errors.ts";
import { moveNew } from "../system/files/move.ts";
import { whyUnwritable } from "../system/files/paths.ts";
import { formatFrame, formatHeader, oddPlace, type TakeFrame, type TakeHeader } from "./take.ts";

export interface WriteOptions {
  /** "wx" refuses to write over a file that is there already. */
  readonly flags?: "w" | "wx";
  /** A crash loses what is in the compressor, so that takes are compressed only when written in one go. */
  readonly compress?: boolean;
  /** What it will be called, where it is written under another name. */
  readonly named?: string;
}

/** Appends a take to disk, one write a line, so that a crash loses at most the last line. */
export class TakeWriter {
  readonly file: string;
  /** Resolves when all is on disk, after `close`; rejects with SourceError as soon as the disk refuses. */
  readonly done: Promise<void>;
  readonly #disk: Writable;
  readonly #stream: Writable;
  #opened = false;

  constructor(
    file: string,
    header: TakeHeader,
    { flags = "w", compress = file.endsWith(".gz"), named = file }: WriteOptions = {},
  ) {
    this.file = file;
    // Somebody's body and how it moves: for the eyes of whoever runs the program, and of nobody else on the machine.
    this.#disk = createWriteStream(file, { flags, mode: 0o600 });
    this.#disk.once("open", () => {
      this.#opened = true;
    });
    this.#stream = compress ? createGzip({ level: 9 }) : this.#disk;
    if (compress) this.#stream.on("error", (error) => this.#disk.destroy(error)).pipe(this.#disk);
    this.done = finished(this.#disk).catch((error: Error) => {
      throw unwritable(named, error);
    });
    // `append` and `close` reject with it; until then it must not count as unhandled.
    this.done.catch(() => {});
    this.#stream.write(formatHeader(header));
  }

  /** Waits until the file is there. @throws SourceError naming the file. */
  static async create(file: string, header: TakeHeader, options: WriteOptions = {}): Promise<TakeWriter> {
    const writer = new TakeWriter(file, header, options);
    await Promise.race([once(writer.#disk, "open"), writer.done]);
    return writer;
  }

  /** Whether the file is there, and ours. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Bytes that have not reached the disk. */
  get backlog(): number {
    return this.#stream.writableLength;
  }

  /** Does not wait: the caller has to watch `backlog` and `done`. @returns false when the buffer is full. */
  push(frame: TakeFrame): boolean {
    return this.#stream.write(formatFrame(frame));
  }

  /** Resolves when there is room for more; rejects with SourceError once the disk has refused. */
  async append(frame: TakeFrame): Promise<void> {
    if (!this.push(frame)) await Promise.race([once(this.#stream, "drain"), this.done]);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await this.done;
  }
}

/** Somebody has made a file of that name, or is about to. */
export class NameTaken extends SourceError {}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EEXIST";

const unwritable = (file: string, error: unknown): SourceError =>
  new (isTaken(error) ? NameTaken : SourceError)(`${file}: cannot be written (${whyUnwritable(error)})`);

/**
 * Writes a take that appears under its name only when it is complete.
 * @param isNew never over another one, whoever makes it meanwhile.
 * @throws SourceError naming the file; `NameTaken`.
 */
export async function writeTake(
  file: string,
  header: TakeHeader,
  frames: Iterable<TakeFrame> | AsyncIterable<TakeFrame>,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<void> {
  // Who takes a new name has it from the first byte. Two who write the same take do not write into one file.
  const part = isNew ? `${file}.part` : `${file}.${randomUUID()}.part`;
  const flags = isNew ? "wx" : "w";
  const compress = file.endsWith(".gz");
  const writer = await TakeWriter.create(part, header, { flags, compress, named: file });
  try {
    for await (const frame of frames) {
      const odd = oddPlace(frame);
      if (odd !== undefined)
        throw new SourceError(`${file}: would have ${odd} at ${frame.t} s, expected numbers; not written`);
      await writer.append(frame);
    }
    await writer.close();
    if (isNew) await moveNew(part, file);
    else await rename(part, file);
  } catch (error) {
    await writer.close().catch(() => {});
    await rm(part, { force: true });
    throw isTaken(error) ? unwritable(file, error) : error;
  }
}
