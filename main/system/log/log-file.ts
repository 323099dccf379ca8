import { appendFileSync } from "node:fs";
import { appendFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeMissing } from "../files/paths.ts";
import { BoundedStream, type LogStream } from "./log-stream.ts";
import { putAside } from "./put-aside.ts";
import { dateStamp, stamped } from "./stamp.ts";

/** It may hold what visitors' machines are called: nobody else's business. */
const PRIVATE = 0o600;
/** A file that cannot be put aside is written on, up to so many times its size. */
const MOST_TIMES = 2;

export interface LogFileOptions {
  readonly file: string;
  /** Bytes of a file, before the next begins. */
  readonly size: number;
  /** How long one that was put aside is kept. */
  readonly days: number;
  /** The time of day. */
  readonly date?: () => Date;
}

/**
 * A log on a disk that it never fills: what was written on an earlier day, or is as large as it may be, is put aside
 * under the time of that, and deleted in time. Nobody waits for the disk; where it is full or gone, lines are dropped and
 * counted, and the next ones tried again. Each time the file is opened anew: it may be moved or deleted at any time, and
 * other processes may write to it as well.
 */
export function openLogFile(options: LogFileOptions): LogStream {
  const { date = () => new Date() } = options;
  const log = new LogFile(options, date);
  const stream = new BoundedStream(
    (bytes, done) => {
      log.append(bytes).then(
        () => done(null, bytes.length),
        (error: Error) => done(error, 0),
      );
    },
    // The last words of a process that ends.
    (bytes, done) => {
      try {
        appendFileSync(options.file, bytes, { mode: PRIVATE });
        done(null, bytes.length);
      } catch (error) {
        done(error as Error, 0);
      }
    },
  );
  return { write: (text) => stream.write(stamped(text, date())) };
}

class LogFile {
  readonly #options: LogFileOptions;
  readonly #date: () => Date;
  /** Of what was written last; null before. */
  #day: string | null = null;
  /** Half a line may be all that a full disk had room for. */
  #isBroken = false;

  constructor(options: LogFileOptions, date: () => Date) {
    this.#options = options;
    this.#date = date;
  }

  async append(bytes: Buffer): Promise<void> {
    const { file, size, days } = this.#options;
    const now = this.#date();
    const found = await stat(file).catch(() => null);
    if (!found) await makeMissing(dirname(file), 0o700);
    const day = this.#day ?? dateStamp(found?.mtime ?? now);
    const isFull = found !== null && found.size + bytes.length > size;
    if (found?.isFile() && found.size > 0 && (isFull || day !== dateStamp(now))) {
      const failure = await putAside(file, now, days);
      if (failure && found.size > MOST_TIMES * size) throw failure;
    }
    this.#day = dateStamp(now);
    try {
      await appendFile(file, this.#isBroken ? Buffer.concat([Buffer.from("\n"), bytes]) : bytes, {
        mode: PRIVATE,
      });
      this.#isBroken = false;
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }
}
