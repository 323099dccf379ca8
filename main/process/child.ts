import { type ChildProcess, fork } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { moduleBeside } from "../system/files/paths.ts";
import { writeLastWords } from "../system/log/log-stream.ts";
import { HOST_FLAGS } from "../system/processes/host-flags.ts";
import { PICTURES_FD } from "./picture-inlet.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { stderrTail } from "./stderr-tail.ts";

/** The engine's process, whichever way it was started: by Node, or by Electron as a utility process. */
export interface EngineChild {
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /**
   * Called once for every way of ending, and for every way of not starting: a program that is not there, no room for
   * another process, a channel that is closed.
   * @param how in words, for example "signal SIGKILL" or "exit code 1".
   */
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

/** A process whose channel has closed has ended within this, milliseconds. */
const FAREWELL_MS = 1000;

export interface EngineProgram {
  readonly entry?: string;
  /** Where compiled JavaScript is kept, which is half of the time in which an engine loads; null: nowhere. */
  readonly compileCache?: string | null;
}

/** Starts it as a child of this Node process. @throws what `fork` throws where there is no room for a process. */
export function forkEngine({ entry = ENGINE_ENTRY, compileCache = null }: EngineProgram = {}): EngineChild {
  const child = fork(entry, {
    serialization: "advanced",
    execArgv: [...process.execArgv.filter((flag) => !HOST_FLAGS.includes(flag)), ...ENGINE_FLAGS],
    stdio: ["ignore", "inherit", "pipe", "ipc", "pipe"],
    env: { ...process.env, ...(compileCache !== null && { NODE_COMPILE_CACHE: compileCache }) },
  });
  // Without a process Node gives a child that has no streams, and an 'error' a moment later.
  return child.pid === undefined ? unborn(child) : living(child);
}

/** What stands for an engine that could not be started. */
function unborn(child: ChildProcess): EngineChild {
  child.on("error", () => {});
  return {
    send: () => {},
    onMessage: () => {},
    onExit: (listener) => void child.once("error", ({ message }) => listener(`not started: ${message}`)),
    kill: () => {},
  };
}

function living(child: ChildProcess): EngineChild {
  const pictures = child.stdio[PICTURES_FD] as Writable;
  const words = stderrTail(child.stderr);
  let unwanted = false;
  let fault: string | null = null;
  let farewell: NodeJS.Timeout | undefined;
  /** An engine that cannot be told anything waits in vain: unless it is dying anyway, it is ended. */
  const giveUp = (why: string) => {
    if (child.exitCode === null && child.signalCode === null)
      farewell ??= setTimeout(() => {
        fault = why;
        child.kill("SIGKILL");
      }, FAREWELL_MS);
  };
  const onSent = (error: Error | null) => error && giveUp(`it could not be told anything: ${error.message}`);
  child.on("error", onSent);
  child.on("disconnect", () => giveUp("its channel closed"));
  child.on("exit", () => clearTimeout(farewell));
  pictures.on("error", onSent).on("close", () => giveUp("it takes no pictures"));
  return {
    send: (message) => {
      if (!child.connected) return;
      try {
        if (message.tag === "frame" && message.frame.tag === "image") {
          const { data, ...rest } = message.frame;
          pictures.write(data);
          child.send({ tag: "frame", frame: rest }, onSent);
        } else child.send(message, onSent);
      } catch (error) {
        onSent(error as Error);
      }
    },
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      child.once("exit", (code, signal) => {
        if (code !== 0 && !unwanted) writeLastWords(words());
        listener(fault ?? (signal ? `signal ${signal}` : `exit code ${code}`));
      });
    },
    kill: () => {
      unwanted = true;
      child.kill("SIGKILL");
    },
  };
}
