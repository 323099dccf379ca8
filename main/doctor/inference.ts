import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Settings } from "../config/settings.ts";
import { moduleBeside } from "../system/files/paths.ts";
import { broken, brokenFrom, type Check, type CheckResult, ok } from "./finding.ts";
import type { Probe, ProbeResult } from "./probe.ts";

export function poseDetectorCheck(settings: Settings): Check {
  const advice = "a graphics driver may be at fault: try --accelerator wasm";
  return { about: "pose detector", run: (signal) => probe({ part: "litert", settings }, advice, signal) };
}

export function backendCheck(settings: Settings): Check {
  const advice = "a graphics driver may be at fault: try --backend wasm";
  return { about: "backend", run: (signal) => probe({ part: "tensorflow", settings }, advice, signal) };
}

export function modelCheck(settings: Settings): Check {
  const advice = "try --model models/first";
  return { about: "model", run: (signal) => probe({ part: "model", settings }, advice, signal) };
}

/** Loads a part in a process of its own. @param advice for when that process crashes. */
function probe(message: Probe, advice: string, signal: AbortSignal): Promise<CheckResult> {
  const child = fork(fileURLToPath(moduleBeside(import.meta.url, "probe")), {
    serialization: "advanced",
    // Libraries print while they start.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    signal,
    killSignal: "SIGKILL",
  });
  return new Promise((resolve) => {
    child.once("message", (result: ProbeResult) =>
      resolve("works" in result ? ok(result.works) : brokenFrom(new Error(result.fails))),
    );
    child.once("exit", (code, killer) =>
      resolve(broken(`ended with ${killer ?? `exit code ${code}`}`, advice)),
    );
    // There may be more than one: that it was ended, and that it could not be told anything.
    child.on("error", (error) => resolve(brokenFrom(error)));
    child.send(message);
  });
}
