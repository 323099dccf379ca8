import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, Worker } from "node:worker_threads";
import { SourceError, UserError } from "./errors.ts";

/*
 * Something whose functions are called from another thread, so that what takes long holds up no frame of the show. Both
 * ends are here: `AnsweringThread` asks, `answer` is what its entry calls.
 */

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** `refused` is a line for whoever asked, `failed` a fault of ours, `told` what was not asked for. */
type Message =
  | { readonly told: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly refused: string }
  | { readonly id: number; readonly failed: string };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ThreadParts {
  /** The module that calls `answer`. */
  readonly entry: URL;
  /** What it is given. */
  readonly data: unknown;
  /** In words, for the line that refuses: "the library of takes/". */
  readonly what: string;
  /** Of the heap, MB; large arrays are not in it. */
  readonly mostMemory: number;
  readonly onTold: (told: unknown) => void;
}

const CLOSING_MS = 2000;

/**
 * The asking end. The thread begins with the first question. Where it dies, what waits for it is refused, and the next
 * question begins another.
 */
export class AnsweringThread {
  readonly #parts: ThreadParts;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #newest = 0;
  #closed = false;

  constructor(parts: ThreadParts) {
    this.#parts = parts;
  }

  /** Before anybody asks, so that who asks first waits less. */
  begin(): void {
    this.#worker ??= this.#begun();
  }

  /** @throws SourceError whose line whoever asked may read; Error for a fault of ours. */
  ask(name: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closed) return Promise.reject(new SourceError(`${this.#parts.what} is closed`));
    this.#worker ??= this.#begun();
    const id = ++this.#newest;
    this.#worker.postMessage({ id, name, args } satisfies Call);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** @param last is asked before the end, where a thread is there; it is not waited for beyond a moment. */
  async close(last?: string): Promise<void> {
    if (this.#closed) return;
    const ending = this.#worker;
    const asked = ending && last !== undefined ? this.ask(last, []).catch(() => {}) : null;
    this.#closed = true;
    await Promise.race([asked, sleep(CLOSING_MS, undefined, { ref: false })]);
    // A thread that a dead drive holds ends when the program does.
    await Promise.race([ending?.terminate(), sleep(CLOSING_MS, undefined, { ref: false })]);
  }

  #begun(): Worker {
    const { entry, data, what, mostMemory, onTold } = this.#parts;
    const begun = new Worker(entry, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    });
    begun.unref();
    begun.on("message", (message: Message) => {
      if ("told" in message) {
        if (!this.#closed) onTold(message.told);
        return;
      }
      const asked = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ("answer" in message) asked?.resolve(message.answer);
      else if ("refused" in message) asked?.reject(new SourceError(message.refused));
      else asked?.reject(new Error(message.failed));
    });
    const lost = (why: string) => {
      if (this.#worker === begun) this.#worker = null;
      for (const { reject } of this.#waiting.values())
        reject(new SourceError(`${what} ended (${why}); try again`));
      this.#waiting.clear();
    };
    begun.on("error", (error) => lost(error.message));
    begun.on("exit", () => lost("closed"));
    return begun;
  }
}

/** Tells the asking end something that it did not ask for. */
export const tell = (told: unknown): void => parentPort!.postMessage({ told } satisfies Message);

/** The answering end: from now on the functions of this are what may be called. */
export function answer(functions: Promise<object>): void {
  const reply = (message: Message) => parentPort!.postMessage(message);
  parentPort!.on("message", async ({ id, name, args }: Call) => {
    try {
      const asked = (await functions) as Readonly<Record<string, (...args: unknown[]) => unknown>>;
      reply({ id, answer: await asked[name]!(...args) });
    } catch (error) {
      if (error instanceof UserError) reply({ id, refused: error.message });
      else reply({ id, failed: (error as Error).stack ?? String(error) });
    }
  });
}
