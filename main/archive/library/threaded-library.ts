import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { SourceError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { LibraryParts, TakeLibrary } from "./library.ts";
import type { LibraryCall, LibraryMessage } from "./thread.ts";

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A hundred thousand takes need a fifth of it, MB. */
const MOST_MEMORY = 1024;
const CLOSING_MS = 2000;

/**
 * The library of a folder in a thread of its own, which begins at once: whoever asks first need not wait until it knows
 * the folder. Where the thread dies, what waits for it is refused, and the next question begins another.
 */
export function threadedLibrary({ folder, onChange }: Omit<LibraryParts, "now">): TakeLibrary {
  const waiting = new Map<number, Waiting>();
  let [newest, closed] = [0, false];
  let worker: Worker | null = begin();

  function begin(): Worker {
    const begun = new Worker(moduleBeside(import.meta.url, "thread"), {
      workerData: { folder },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    begun.unref();
    begun.on("message", (message: LibraryMessage) => {
      if (message === "changed") {
        if (!closed) onChange();
        return;
      }
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if ("answer" in message) asked?.resolve(message.answer);
      else if ("refused" in message) asked?.reject(new SourceError(message.refused));
      else asked?.reject(new Error(message.failed));
    });
    const lost = (why: string) => {
      if (worker === begun) worker = null;
      for (const { reject } of waiting.values())
        reject(new SourceError(`the library of ${folder} ended (${why}); try again`));
      waiting.clear();
    };
    begun.on("error", (error) => lost(error.message));
    begun.on("exit", () => lost("closed"));
    return begun;
  }

  function ask(call: Omit<LibraryCall, "id">): Promise<unknown> {
    if (closed) return Promise.reject(new SourceError(`the library of ${folder} is closed`));
    worker ??= begin();
    const id = ++newest;
    worker.postMessage({ id, ...call });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  const asking =
    <Name extends keyof TakeLibrary>(name: Name) =>
    (...args: Parameters<TakeLibrary[Name]>) =>
      ask({ name, args } as Omit<LibraryCall, "id">) as ReturnType<TakeLibrary[Name]>;

  return {
    query: asking("query"),
    detail: asking("detail"),
    rename: asking("rename"),
    edit: asking("edit"),
    delete: asking("delete"),
    undo: asking("undo"),
    trash: asking("trash"),
    async close() {
      if (closed) return;
      const ending = worker;
      const asked = ending && ask({ name: "close", args: [] }).catch(() => {});
      closed = true;
      await Promise.race([asked, sleep(CLOSING_MS, undefined, { ref: false })]);
      // A thread that a dead drive holds ends when the program does.
      await Promise.race([ending?.terminate(), sleep(CLOSING_MS, undefined, { ref: false })]);
    },
  };
}
