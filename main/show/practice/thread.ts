/*
 * ENTRY of a worker thread: compares passes, keeps them and reads them again, so that none of that holds up a frame of
 * the show.
 */
import { workerData } from "node:worker_threads";
import { answer } from "../../system/answering-thread.ts";
import { Judge } from "./judge.ts";

const { takes } = workerData as { readonly takes: string };
answer(Promise.resolve(new Judge(takes)));
