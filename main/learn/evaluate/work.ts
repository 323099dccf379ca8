import { setImmediate } from "node:timers/promises";

const CLEAR = "\r\u001b[K";
/** Seconds between two looks at the signal, and between two lines. */
const PAUSE = 0.1;
const LOG = 10;

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A long job that tells how far it is and can be stopped: in place on a terminal, a line now and then elsewhere. */
export class Work {
  readonly #stream: Stream;
  readonly #now: () => number;
  readonly #signal: AbortSignal;
  #task = "";
  #looked = 0;
  #logged = 0;

  /** @param now seconds. */
  constructor(stream: Stream, now: () => number, signal: AbortSignal) {
    this.#stream = stream;
    this.#now = now;
    this.#signal = signal;
    this.#looked = now();
    this.#logged = this.#looked;
  }

  /** What is measured from here on. */
  begin(task: string): void {
    this.#task = task;
  }

  /** A line that stays. */
  say(line: string): void {
    this.#stream.write(`${this.#stream.isTTY ? CLEAR : ""}${line}\n`);
  }

  /** One step more of the task is done. @throws the signal's reason when the job was stopped. */
  async step(part: string, done: number, total: number): Promise<void> {
    const now = this.#now();
    if (now - this.#looked < PAUSE) return;
    this.#looked = now;
    // Ctrl-C is heard only when the event loop turns.
    await setImmediate();
    this.#signal.throwIfAborted();
    const line = `${this.#task}: ${part}, ${done} of ${total}`;
    if (this.#stream.isTTY) this.#stream.write(`${CLEAR}${line}`);
    else if (now - this.#logged >= LOG) {
      this.#logged = now;
      this.#stream.write(`${line}\n`);
    }
  }

  /** Leaves the terminal's line empty. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR);
  }
}
