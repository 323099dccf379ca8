import { fork } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { writeLastWords } from "../system/log-stream.ts";
import { moduleBeside } from "../system/paths.ts";
import { PICTURES_FD } from "./picture-inlet.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { stderrTail } from "./stderr-tail.ts";

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

/**
 * Megabytes that V8 may use for what was made a moment ago. Left alone it takes ever more of them, though what lives
 * stays the same: an engine that makes small things thirty times a second would grow by a third over its first hours.
 */
export const ENGINE_FLAGS = ["--max-semi-space-size=16"];

/** Half of the time in which an engine loads is JavaScript that was compiled before. */
const COMPILE_CACHE = join(tmpdir(), "continuo-compile-cache");

/** Starts it as a child of this Node process. */
export function forkEngine(): EngineChild {
  const child = fork(ENGINE_ENTRY, {
    serialization: "advanced",
    execArgv: [...process.execArgv, ...ENGINE_FLAGS],
    stdio: ["ignore", "inherit", "pipe", "ipc", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  const pictures = child.stdio[PICTURES_FD] as Writable;
  const words = stderrTail(child.stderr);
  let unwanted = false;
  // A message to a process that is just dying fails; that it died is told by its exit.
  child.on("error", () => {});
  pictures.on("error", () => {});
  return {
    send: (message) => {
      if (!child.connected) return;
      if (message.tag === "frame" && message.frame.tag === "image") {
        const { data, ...rest } = message.frame;
        pictures.write(data);
        child.send({ tag: "frame", frame: rest }, () => {});
      } else child.send(message, () => {});
    },
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      child.on("exit", (code, signal) => {
        if (code !== 0 && !unwanted) writeLastWords(words());
        listener(signal ? `signal ${signal}` : `exit code ${code}`);
      });
    },
    kill: () => {
      unwanted = true;
      child.kill("SIGKILL");
    },
  };
}
