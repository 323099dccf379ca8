import { utilityProcess } from "electron";
import { ENGINE_ENTRY, ENGINE_FLAGS, type EngineChild } from "../../process/child.ts";
import type { FromEngine } from "../../process/protocol.ts";
import { stderrTail } from "../../process/stderr-tail.ts";

/** The engine as Electron starts it. */
export function utilityEngine(): EngineChild {
  const child = utilityProcess.fork(ENGINE_ENTRY, [], {
    execArgv: ENGINE_FLAGS,
    serviceName: "Continuo engine",
    stdio: ["ignore", "inherit", "pipe"],
  });
  const words = stderrTail(child.stderr);
  let unwanted = false;
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      child.once("exit", (code) => {
        if (code !== 0 && !unwanted) process.stderr.write(words());
        listener(`exit code ${code}`);
      });
    },
    kill: () => {
      unwanted = true;
      // Its own kill() asks nicely, which a hung process does not hear.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
