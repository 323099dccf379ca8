import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { SourceError } from "../errors.ts";
import { formatFrame, formatHeader, type TakeFrame, type TakeHeader } from "./take.ts";

/**
 * Appends a take to disk, each line in one write, so that whatever ends the process costs at most the last line.
 * A name that ends in .gz is compressed; that is for finished work, since a crash costs what is in the compressor.
 */
export class TakeWriter {
  readonly file: string;
  readonly #stream: NodeJS.WritableStream & { writableLength: number };
  readonly #done: Promise<void>;

  private constructor(file: string, compress: boolean, flags: "w" | "wx") {
    this.file = file;
    const disk = createWriteStream(file, { flags });
    this.#stream = disk;
    if (compress) {
      const gzip = createGzip({ level: 9 });
      gzip.pipe(disk);
      this.#stream = gzip;
    }
    this.#done = finished(disk).catch((error: Error) => {
      throw new SourceError(`${file}: cannot be written (${error.message})`);
    });
    // Whoever appends or closes hears of it; until then it is not an unhandled rejection.
    this.#done.catch(() => {});
  }

  /** @param flags "wx" refuses to write over a file that is there already. @throws SourceError naming the file. */
  static async create(
    file: string,
    header: TakeHeader,
    { flags = "w", compress = file.endsWith(".gz") }: { flags?: "w" | "wx"; compress?: boolean } = {},
  ): Promise<TakeWriter> {
    const writer = new TakeWriter(file, compress, flags);
    await writer.#write(formatHeader(header));
    return writer;
  }

  /** Bytes that have not reached the disk. */
  get backlog(): number {
    return this.#stream.writableLength;
  }

  /** Resolves when there is room for more; rejects with SourceError once the disk has refused. */
  async append(frame: TakeFrame): Promise<void> {
    await this.#write(formatFrame(frame));
  }

  async close(): Promise<void> {
    this.#stream.end();
    await this.#done;
  }

  async #write(line: string): Promise<void> {
    if (!this.#stream.write(line)) await Promise.race([once(this.#stream, "drain"), this.#done]);
  }
}

/** Writes a take that appears under its name only when it is whole. */
export async function writeTake(
  file: string,
  header: TakeHeader,
  frames: Iterable<TakeFrame> | AsyncIterable<TakeFrame>,
): Promise<void> {
  const part = `${file}.part`;
  const writer = await TakeWriter.create(part, header, { compress: file.endsWith(".gz") });
  try {
    for await (const frame of frames) await writer.append(frame);
    await writer.close();
    await rename(part, file);
  } catch (error) {
    await writer.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}
