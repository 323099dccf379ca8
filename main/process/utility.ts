import type { UtilityProcess } from "electron";
import type { EngineChild } from "./child.ts";
import type { FromEngine } from "./protocol.ts";

/** The engine as Electron starts it. */
export function utilityEngine(child: UtilityProcess): EngineChild {
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => void child.once("exit", (code) => listener(`exit code ${code}`)),
    kill: () => {
      // Its own kill() asks nicely, which a hung process does not hear.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
