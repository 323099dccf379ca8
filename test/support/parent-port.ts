import { EventEmitter } from "node:events";

/** Loaded first in the stand-in's utility processes: the port that Electron gives them, over Node's own channel. */
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message, undefined, undefined, () => {}),
});
process.on("message", (data) => parentPort.emit("message", { data, ports: [] }));
process.on("disconnect", () => process.exit());
Object.assign(process, { parentPort });
