import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import util from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { ConfigError } from "../system/errors.ts";
import { withGlobals } from "./globals.ts";
import { findGpu } from "./gpu.ts";
import { type OnRequest, whyMissing } from "./on-request.ts";
import { BACKENDS, type RuntimeSettings } from "./settings.ts";

export type Backend = (typeof BACKENDS)[number];
export type BackendChoice = RuntimeSettings["backend"];

/** The backend that TensorFlow.js runs on. */
export interface StartedTensorflow {
  readonly backend: Backend;
  /** One line for the operator and the log. */
  readonly description: string;
}

/** A backend does not work on this machine; the message says why. */
class BackendUnavailable extends Error {}

const require = createRequire(import.meta.url);

const start: Record<Backend, () => Promise<string>> = { cuda, webgpu, wasm, cpu };

/**
 * Starts TensorFlow.js on the best backend of this machine, or on the given one. "auto" never takes WebGPU.
 * @param use "live" refuses WebGPU, whose results can only be awaited: a frame needs them synchronously.
 * @throws ConfigError when the given backend does not work here.
 */
export async function startTensorflow(
  choice: BackendChoice,
  use: "live" | "training" = "training",
): Promise<StartedTensorflow> {
  // Otherwise tfjs prints hints about its other packages, and checks every argument.
  tf.enableProdMode();
  // Of the parts of TensorFlow.js that Node can load only the layers bring the gradients.
  if (use === "training") await import("@tensorflow/tfjs-layers");
  const reasons: string[] = [];
  for (const backend of choice === "auto" ? BACKENDS : [choice]) {
    try {
      if (backend === "webgpu" && use === "live") {
        throw new BackendUnavailable(
          "its results come later than the frame that needs them; for training only",
        );
      }
      // Training took 2.5 times as long on an H200 as with WASM on four of the same machine's cores.
      if (backend === "webgpu" && choice === "auto") {
        throw new BackendUnavailable("only when asked for, since so small a network trains faster on WASM");
      }
      const name = await start[backend]();
      const why = reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
      return { backend, description: `TensorFlow.js on ${name}${why}` };
    } catch (error) {
      if (!(error instanceof BackendUnavailable)) throw error;
      if (choice !== "auto") {
        throw new ConfigError(
          `backend: ${backend} is not to be had here: ${error.message}; expected auto or another`,
        );
      }
      reasons.push(`no ${backend}: ${error.message}`);
    }
  }
  throw new ConfigError(`backend: none works here: ${reasons.join("; ")}`);
}

async function cuda(): Promise<string> {
  const name: OnRequest = "@tensorflow/tfjs-node-gpu";
  const missing = whyMissing(name);
  if (missing !== null) throw new BackendUnavailable(missing);
  // Version 4.22 calls what Node 23 removed (tensorflow/tfjs#8609).
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  try {
    require(name);
    await switchTo("tensorflow");
  } catch (error) {
    throw new BackendUnavailable(`${name} does not load (${firstLine(error)})`);
  }
  return "CUDA";
}

async function webgpu(): Promise<string> {
  const name: OnRequest = "@tensorflow/tfjs-backend-webgpu";
  const missing = whyMissing(name);
  if (missing !== null) throw new BackendUnavailable(missing);
  const gpu = await findGpu();
  if ("missing" in gpu) throw new BackendUnavailable(gpu.missing);
  // tfjs asks the page's navigator; the adapter is found already.
  const found = { requestAdapter: async () => gpu.adapter };
  await withGlobals({ navigator: { gpu: found, userAgent: "node" } }, async () => {
    await import(name);
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
  await import("@tensorflow/tfjs-backend-cpu");
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
