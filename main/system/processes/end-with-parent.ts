import { Worker } from "node:worker_threads";

const LOOK_MS = 1000;

/** Runs in a thread of its own, as plain JavaScript: the main thread may be deep in a network, or in a driver for good. */
const WATCH = `
  const { workerData: { parent, every } } = require("node:worker_threads");
  const gone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(parent, 0); } catch (error) { return error.code === "ESRCH"; }
    return false;
  };
  setInterval(() => { if (gone()) process.kill(process.pid, "SIGKILL"); }, every);
`;

/**
 * Ends this process when the one that started it has ended, however that came about and whatever this one is doing.
 * A closed channel tells the same sooner, but only to a process whose event loop turns.
 */
export function endWithParent(): void {
  const watch = new Worker(WATCH, {
    eval: true,
    execArgv: [],
    workerData: { parent: process.ppid, every: LOOK_MS },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  // Without it the closed channel is left, as it was before.
  watch.on("error", () => {});
  watch.unref();
}
