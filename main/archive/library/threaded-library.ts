import { AnsweringThread } from "../../system/answering-thread.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { LibraryParts, TakeLibrary } from "./library.ts";

/** A hundred thousand takes need a fifth of it, MB. */
const MOST_MEMORY = 1024;

/**
 * The library of a folder in a thread of its own, which begins at once: whoever asks first need not wait until it knows
 * the folder.
 */
export function threadedLibrary({ folder, onChange }: Omit<LibraryParts, "now">): TakeLibrary {
  const thread = new AnsweringThread({
    ...{ entry: moduleBeside(import.meta.url, "thread"), data: { folder }, mostMemory: MOST_MEMORY },
    ...{ what: `the library of ${folder}`, onTold: onChange },
  });
  thread.begin();
  const asking =
    <Name extends keyof TakeLibrary>(name: Name) =>
    (...args: Parameters<TakeLibrary[Name]>) =>
      thread.ask(name, args) as ReturnType<TakeLibrary[Name]>;
  return {
    query: asking("query"),
    detail: asking("detail"),
    rename: asking("rename"),
    edit: asking("edit"),
    tag: asking("tag"),
    delete: asking("delete"),
    undo: asking("undo"),
    trash: asking("trash"),
    close: () => thread.close("close"),
  };
}
