import { fork } from "node:child_process";
import { stderrTail } from "./stderr-tail.ts";

/** A process for one piece of long work, whichever way it was started: by Node, or by Electron. */
export interface JobChild {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, for every way of ending and of not starting, with how and with what it wrote to stderr. */
  onExit(listener: (how: string, words: string) => void): void;
  /** At once and without asking; `onExit` follows. */
  kill(): void;
}

/** Starts it as a child of this Node process. @param entry path of its program */
export function forkJob(entry: string): JobChild {
  const child = fork(entry, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const words = stderrTail(child.stderr);
  const ended = Promise.withResolvers<string>();
  child.once("exit", (code, signal) => ended.resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  child.on("error", ({ message }) => {
    if (child.pid === undefined) ended.resolve(`not started: ${message}`);
  });
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void ended.promise.then((how) => listener(how, words())),
    kill: () => void child.kill("SIGKILL"),
  };
}
