/*
 * ENTRY of a worker thread: keeps the library of one folder and answers what is asked of it, so that reading ten thousand
 * takes holds up no frame of the show.
 */
import { workerData } from "node:worker_threads";
import { answer, tell } from "../../system/answering-thread.ts";
import { Library } from "./library.ts";

const { folder } = workerData as { readonly folder: string };
answer(Library.open({ folder, onChange: () => tell("changed") }));
