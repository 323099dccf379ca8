/*
 * ENTRY of a worker thread: holds the moments of one archive open and answers what is asked of them, so that neither
 * opening nor asking holds up a frame of the show.
 */
import { workerData } from "node:worker_threads";
import { answer, tell } from "../../system/answering-thread.ts";
import { OpenedMoments } from "./moment-search.ts";

const { folder } = workerData as { readonly folder: string };
answer(Promise.resolve(new OpenedMoments(folder, () => tell("changed"))));
