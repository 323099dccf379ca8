/*
 * ENTRY of a worker thread: keeps the library of one folder and answers what is asked of it, so that reading ten thousand
 * takes holds up no frame of the show.
 */
import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "../../system/errors.ts";
import { Library, type TakeLibrary } from "./library.ts";

/** What is asked of the library, and by which number it is answered. */
export type LibraryCall = {
  [Name in keyof TakeLibrary]: {
    readonly id: number;
    readonly name: Name;
    readonly args: Parameters<TakeLibrary[Name]>;
  };
}[keyof TakeLibrary];

/** `refused` is a line for whoever asked, `failed` a fault of ours. */
export type LibraryMessage =
  | "changed"
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly refused: string }
  | { readonly id: number; readonly failed: string };

const port = parentPort!;
const tell = (message: LibraryMessage) => port.postMessage(message);
const { folder } = workerData as { readonly folder: string };
const opening = Library.open({ folder, onChange: () => tell("changed") });

port.on("message", async ({ id, name, args }: LibraryCall) => {
  try {
    const library = await opening;
    const answer = (library[name] as (...args: unknown[]) => Promise<unknown>).call(library, ...args);
    tell({ id, answer: await answer });
  } catch (error) {
    if (error instanceof UserError) tell({ id, refused: error.message });
    else tell({ id, failed: (error as Error).stack ?? String(error) });
  }
});
