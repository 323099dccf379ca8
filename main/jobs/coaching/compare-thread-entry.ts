/*
 * ENTRY of a worker thread: compares two dances.
 */
import { parentPort, workerData } from "node:worker_threads";
import { compareDances } from "../../coaching/compare/compare.ts";
import type { CompareThreadWork } from "./compare-thread.ts";

const { reference, dance, options } = workerData as CompareThreadWork;
parentPort!.postMessage(compareDances(reference, dance, options));
