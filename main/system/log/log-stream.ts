import { constants, fstatSync, openSync, write, writeSync } from "node:fs";
import { printableLines } from "./printable.ts";

/** What may wait for a reader who has stopped reading: some thousand lines. */
const MOST_WAITING = 128 << 10;
const RETRY_MS = 50;

/** What the log is written to. `write` never waits and never throws. */
export interface LogStream {
  /** One line or several, with their line breaks. */
  write(text: string): void;
}

/** How many bytes were taken, of those that were to be written; fewer, or none, where there is no room now. */
type Written = (error: Error | null, count: number) => void;
type Descriptor = (bytes: Buffer, done: Written) => void;

/**
 * Standard output (1) or error (2), written without ever waiting for who reads it: a terminal that was stopped with
 * Ctrl-S, a full pipe and a dead network drive hold up nothing. What there is no room for is dropped and counted, and
 * the count is written when there is room again.
 */
export function openLogStream(fd: 1 | 2): LogStream {
  return new BoundedStream(descriptor(fd));
}

let errors: LogStream | null = null;
let kept: LogStream | null = null;

/** Last words go there as well. */
export function keepLastWords(stream: LogStream): void {
  kept = stream;
}

/** What a process said last before it ended badly: as it is, but no terminal obeys it, and none makes us wait. */
export function writeLastWords(words: string): void {
  errors ??= openLogStream(2);
  const lines = printableLines(words);
  errors.write(lines);
  kept?.write(lines);
}

/** What waits is bounded, whatever becomes of who takes it. */
export class BoundedStream implements LogStream {
  #descriptor: Descriptor;
  #waiting = Buffer.alloc(0);
  /** How much of what waits is being written. */
  #inFlight = 0;
  #dropped = 0;
  #retry: NodeJS.Timeout | undefined;

  /** @param last takes what still waits when the process ends, at once */
  constructor(open: Descriptor, last = open) {
    this.#descriptor = open;
    // The last words of a command that ends at once. A thread that is writing comes to its end by itself.
    process.on("exit", () => {
      this.#waiting = this.#waiting.subarray(this.#inFlight);
      this.#inFlight = 0;
      this.#descriptor = last;
      this.#pass();
    });
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    // Once lines are dropped, all are until there is ample room: so the count stands where the lines are missing.
    const room = this.#dropped > 0 ? MOST_WAITING / 2 : MOST_WAITING;
    if (this.#waiting.length + bytes.length > room) this.#dropped += linesIn(bytes);
    else this.#waiting = Buffer.concat([this.#waiting, this.#droppedLine(), bytes]);
    this.#pass();
  }

  /** What has to be said of lines that were dropped, which are forgotten then. */
  #droppedLine(): Buffer<ArrayBuffer> {
    if (this.#dropped === 0) return Buffer.alloc(0);
    const lines = this.#dropped === 1 ? "1 line was" : `${this.#dropped} lines were`;
    this.#dropped = 0;
    return Buffer.from(`… ${lines} dropped: nobody took what the log wrote\n`);
  }

  #pass(): void {
    if (this.#inFlight > 0) return;
    if (this.#waiting.length === 0) this.#waiting = this.#droppedLine();
    if (this.#waiting.length === 0) return;
    this.#inFlight = this.#waiting.length;
    this.#descriptor(this.#waiting, (error, written) => this.#passed(error, written));
  }

  #passed(error: Error | null, written: number): void {
    this.#inFlight = 0;
    this.#waiting = this.#waiting.subarray(written);
    if (error) {
      // Nobody reads any more, or the disk is full: what waits is lost; the next line tries again.
      this.#dropped += linesIn(this.#waiting);
      this.#waiting = Buffer.alloc(0);
    } else if (written > 0) this.#pass();
    else {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#pass(), RETRY_MS).unref();
    }
  }
}

const linesIn = (bytes: Buffer) => bytes.reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0);

/**
 * Node writes to terminals and files of its standard streams synchronously. A terminal or pipe is opened once more,
 * since whether it waits belongs to the opening, and the first is shared with the shell and other programs. A file is
 * written by another thread; that is no way for a terminal, as a process cannot end while a thread of it waits there.
 */
function descriptor(fd: 1 | 2): Descriptor {
  if (process.platform === "win32") return nodesOwn(fd);
  try {
    const kind = fstatSync(fd);
    if (kind.isFile()) return (bytes, done) => write(fd, bytes, done);
    if (!kind.isFIFO() && !kind.isCharacterDevice()) return nodesOwn(fd);
    const path = process.platform === "linux" ? `/proc/self/fd/${fd}` : kind.isFIFO() ? null : "/dev/tty";
    if (path === null) return nodesOwn(fd);
    const own = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    return (bytes, done) => {
      try {
        done(null, writeSync(own, bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EAGAIN") done(null, 0);
        else done(error as Error, 0);
      }
    };
  } catch {
    // Closed, or a terminal or pipe of somebody else.
    return nodesOwn(fd);
  }
}

/** Asynchronous where it is a pipe or a socket, such as the one of a service manager; what it holds is bounded here. */
function nodesOwn(fd: 1 | 2): Descriptor {
  const stream = fd === 1 ? process.stdout : process.stderr;
  stream.on("error", () => {});
  return (bytes, done) => {
    if (!stream.writable) done(new Error("closed"), 0);
    else if (stream.writableLength > MOST_WAITING) done(null, 0);
    else {
      stream.write(bytes);
      done(null, bytes.length);
    }
  };
}
