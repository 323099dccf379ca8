import { utilityProcess } from "electron";
import { ENGINE_ENTRY, ENGINE_FLAGS, type EngineChild } from "../../process/child.ts";
import type { JobChild } from "../../process/job-child.ts";
import type { FromEngine } from "../../process/protocol.ts";
import { stderrTail } from "../../process/stderr-tail.ts";
import { writeLastWords } from "../../system/log/log-stream.ts";

/** A utility process is there, or never will be, within this, milliseconds: Electron has no event for one that is not. */
const SPAWN_MS = 10_000;

/** Starts the engine as an Electron utility process. @throws what `fork` throws where it cannot. */
export function utilityEngine(): EngineChild {
  const child = utilityProcess.fork(ENGINE_ENTRY, [], {
    execArgv: ENGINE_FLAGS,
    serviceName: "Continuo engine",
    stdio: ["ignore", "inherit", "pipe"],
  });
  const errors = stderrTail(child.stderr);
  const ended = Promise.withResolvers<string>();
  const unborn = setTimeout(() => {
    ended.resolve("not started");
    kill();
  }, SPAWN_MS);
  let killed = false;
  const kill = () => {
    killed = true;
    // child.kill() sends SIGTERM, which a hung process does not handle.
    if (child.pid === undefined) child.kill();
    else killNow(child.pid);
  };
  child.once("spawn", () => {
    clearTimeout(unborn);
    // Nobody waits any more for one that is late.
    if (killed) kill();
  });
  // What V8 cannot go on from: the exit follows, and without a listener the host would end instead.
  child.on("error", () => {});
  child.once("exit", (code) => {
    clearTimeout(unborn);
    if (code !== 0 && !killed) writeLastWords(errors());
    ended.resolve(`exit code ${code}`);
  });
  return {
    send: (message) => {
      try {
        child.postMessage(message);
      } catch (error) {
        ended.resolve(`it could not be told anything: ${(error as Error).message}`);
        kill();
      }
    },
    onMessage: (listener) => void child.on("message", (message) => listener(message as FromEngine)),
    onExit: (listener) => void ended.promise.then(listener),
    kill,
  };
}

/** Starts long work as an Electron utility process. @param entry path of its program */
export function utilityJob(entry: string): JobChild {
  const child = utilityProcess.fork(entry, [], {
    serviceName: "Continuo export",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const words = stderrTail(child.stderr);
  const ended = Promise.withResolvers<string>();
  child.on("error", () => {});
  child.once("exit", (code) => ended.resolve(`exit code ${code}`));
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void ended.promise.then((how) => listener(how, words())),
    kill: () => {
      if (child.pid === undefined) child.kill();
      else killNow(child.pid);
    },
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
