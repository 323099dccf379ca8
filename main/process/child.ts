import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { moduleBeside } from "../paths.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";

/** The engine's process, whichever way it was started: by Node, or by Electron as a utility process. */
export interface EngineChild {
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** @param how in words, for example "signal SIGKILL" or "exit code 1". */
  onExit(listener: (how: string) => void): void;
  /** At once and without asking; `onExit` follows. */
  kill(): void;
}

/** The program of the engine's process. */
export const ENGINE_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "engine-process"));

/** Starts it as a child of this Node process. */
export function forkEngine(): EngineChild {
  const child = fork(ENGINE_ENTRY, {
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  // A message to a process that is just dying fails; that it died is told by its exit.
  child.on("error", () => {});
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      child.on("exit", (code, signal) => listener(signal ? `signal ${signal}` : `exit code ${code}`));
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
