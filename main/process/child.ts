import { fork } from "node:child_process";
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

/** Starts `entry` as a child of this Node process. */
export function forkEngine(entry: string): EngineChild {
  const child = fork(entry, { serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] });
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
