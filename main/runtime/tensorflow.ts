import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import { ConfigError } from "../system/errors.ts";
import { withGlobals } from "./globals.ts";
import { findGpu } from "./gpu.ts";

export const BACKENDS = ["cuda", "webgpu", "wasm", "cpu"] as const;
export type Backend = (typeof BACKENDS)[number];
export type BackendChoice = Backend | "auto";

/** What TensorFlow.js runs on, and why on nothing better. */
export interface StartedTensorflow {
  readonly backend: Backend;
  /** One line for the desk and the log. */
  readonly description: string;
}

/** A backend that is not to be had here, and why. */
class BackendUnavailable extends Error {}

const require = createRequire(import.meta.url);

const start: Record<Backend, () => Promise<string>> = { cuda, webgpu, wasm, cpu };

/**
 * Starts TensorFlow.js on the best backend of this machine, or on the one that is asked for. WebGPU has to be asked for.
 * @param use "live" leaves out WebGPU, whose results can only be awaited: a frame must have its answer at once.
 * @throws ConfigError when the backend that is asked for is not to be had.
 */
export async function startTensorflow(
  choice: BackendChoice,
  use: "live" | "training" = "training",
): Promise<StartedTensorflow> {
  // Without it tfjs advertises its other packages on the terminal, and checks every argument.
  tf.enableProdMode();
  const misses: string[] = [];
  for (const backend of choice === "auto" ? BACKENDS : [choice]) {
    try {
      if (backend === "webgpu" && use === "live") {
        throw new BackendUnavailable(
          "its results come later than the frame that needs them; for training only",
        );
      }
      // On an H200 it took 2.5 times as long to train as WASM on four of the same machine's processors.
      if (backend === "webgpu" && choice === "auto") {
        throw new BackendUnavailable("only when asked for, since so small a network trains faster on WASM");
      }
      const name = await start[backend]();
      const reasons = misses.length > 0 ? ` (${misses.join("; ")})` : "";
      return { backend, description: `TensorFlow.js on ${name}${reasons}` };
    } catch (error) {
      if (!(error instanceof BackendUnavailable)) throw error;
      if (choice !== "auto") {
        throw new ConfigError(
          `backend: ${backend} is not to be had here: ${error.message}; expected auto or another`,
        );
      }
      misses.push(`no ${backend}: ${error.message}`);
    }
  }
  throw new ConfigError(`backend: none works here: ${misses.join("; ")}`);
}

async function cuda(): Promise<string> {
  const name = "@tensorflow/tfjs-node-gpu";
  // Version 4.22 calls what Node 23 removed (tensorflow/tfjs#8609).
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  try {
    require.resolve(name);
  } catch {
    throw new BackendUnavailable(`${name} is not installed (npm run setup:cuda)`);
  }
  try {
    require(name);
    await switchTo("tensorflow");
  } catch (error) {
    throw new BackendUnavailable(`${name} does not load (${firstLine(error)})`);
  }
  return "CUDA";
}

async function webgpu(): Promise<string> {
  const gpu = await findGpu();
  if ("missing" in gpu) throw new BackendUnavailable(gpu.missing);
  // tfjs asks the page's navigator; the adapter is found already.
  const found = { requestAdapter: async () => gpu.adapter };
  await withGlobals({ navigator: { gpu: found, userAgent: "node" } }, async () => {
    await import("@tensorflow/tfjs-backend-webgpu");
    await switchTo("webgpu");
  });
  return `WebGPU (${gpu.description})`;
}

async function wasm(): Promise<string> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm")), sep));
  await switchTo("wasm");
  return (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "WASM with SIMD" : "WASM without SIMD";
}

async function cpu(): Promise<string> {
  await switchTo("cpu");
  return "plain JavaScript";
}

async function switchTo(backend: string): Promise<void> {
  const works = await tf.setBackend(backend);
  if (!works) throw new BackendUnavailable("TensorFlow.js refuses it");
  await tf.ready();
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}
