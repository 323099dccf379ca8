import { utilityProcess } from "electron";
import { ENGINE_ENTRY, ENGINE_FLAGS, type EngineChild } from "../../process/child.ts";
import type { FromEngine } from "../../process/protocol.ts";
import { stderrTail } from "../../process/stderr-tail.ts";
import { writeLastWords } from "../../system/log-stream.ts";

/** Starts the engine as an Electron utility process. */
export function utilityEngine(): EngineChild {
  const child = utilityProcess.fork(ENGINE_ENTRY, [], {
    execArgv: ENGINE_FLAGS,
    serviceName: "Continuo engine",
    stdio: ["ignore", "inherit", "pipe"],
  });
  const errors = stderrTail(child.stderr);
  let killed = false;
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      child.once("exit", (code) => {
        if (code !== 0 && !killed) writeLastWords(errors());
        listener(`exit code ${code}`);
      });
    },
    kill: () => {
      killed = true;
      // child.kill() sends SIGTERM, which a hung process does not handle.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
