import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import {
  type CompileOptions,
  loadAndCompile,
  loadLiteRt as loadCore,
  supportsFeature,
  unloadLiteRt,
} from "@litertjs/core";
import type { NetworkName, NetworkRuntime } from "../engine/pose/blazepose/runtime.ts";
import { ConfigError } from "../system/errors.ts";
import { moduleBeside } from "../system/files/paths.ts";
import { withGlobals } from "./globals.ts";
import { findGpu, type Gpu } from "./gpu.ts";
import { runLoader, wasmFolder } from "./litert-loader.ts";
import { LiteRtNetwork } from "./litert-network.ts";
import type { RuntimeSettings } from "./settings.ts";

export interface LiteRtOptions {
  /** "auto" is WebGPU where a graphics card is found, else WebAssembly. */
  readonly accelerator: RuntimeSettings["accelerator"];
  /** Of WebAssembly; at most four by default, since more do not speed up networks this small. */
  readonly threads?: number;
}

/** Its weights are sparse, which LiteRT's WebGPU does not support; and it runs seldom. */
const CPU_ONLY: NetworkName = "pose_detection";

/**
 * Starts LiteRT.js, a browser library, in Node. There can be one at a time in a process.
 * @throws ConfigError when WebGPU was asked for by name and there is none.
 */
export async function loadLiteRt(options: LiteRtOptions): Promise<NetworkRuntime> {
  const threads = options.threads ?? Math.min(4, availableParallelism());
  const { gpu, whyNot } = await chooseGpu(options.accelerator);
  const workers: Worker[] = [];
  const errors: string[] = [];
  // Their results are cached, so that LiteRT does not yield between here and `importScripts`.
  await Promise.all([supportsFeature("relaxedSimd"), supportsFeature("threads")]);
  await withGlobals(pageGlobals(threads, gpu, workers, errors), () =>
    loadCore(wasmFolder, { threads: threads > 1 }),
  );

  const wasm = `LiteRT WASM, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  return {
    description: gpu ? `LiteRT WebGPU (${gpu.description})` : `${wasm}${whyNot}`,

    async compile(name) {
      const weights = new Uint8Array(await readFile(weightsFile(name)));
      const compileOptions: CompileOptions = {
        accelerator: gpu && name !== CPU_ONLY ? "webgpu" : "wasm",
        cpuOptions: { numThreads: threads },
        // Half precision moves the joints by some pixels.
        gpuOptions: { precision: "fp32" },
      };
      errors.length = 0;
      try {
        return new LiteRtNetwork(await loadAndCompile(weights, compileOptions));
      } catch (error) {
        const messages = [error, ...errors].join("; ");
        throw new Error(`LiteRT cannot compile ${name} for ${compileOptions.accelerator}: ${messages}`);
      }
    },

    dispose() {
      unloadLiteRt();
      for (const worker of workers) void worker.terminate();
    },
  };
}

const weightsFolder = dirname(createRequire(import.meta.url).resolve("@mediapipe/pose/package.json"));

/** The TensorFlow Lite model of a network, as the package @mediapipe/pose brings it. */
function weightsFile(name: NetworkName): string {
  // The "packed assets" are the plain model, byte for byte.
  return join(
    weightsFolder,
    name === "pose_detection" ? "pose_solution_packed_assets.data" : `${name}.tflite`,
  );
}

async function chooseGpu(wanted: LiteRtOptions["accelerator"]): Promise<{ gpu?: Gpu; whyNot: string }> {
  if (wanted === "wasm") return { whyNot: "" };
  const found = await findGpu();
  const whyNot = "missing" in found ? found.missing : `${found.description} is no graphics card but software`;
  if (wanted === "webgpu" && "missing" in found) {
    throw new ConfigError(
      `accelerator: ${whyNot}; expected a graphics card with a Vulkan, Metal or D3D12 driver`,
    );
  }
  if ("missing" in found || (wanted === "auto" && found.software)) return { whyNot: ` (${whyNot})` };
  return { gpu: found, whyNot: "" };
}

/** The globals of a page's worker, as far as LiteRT's loader reads them. */
function pageGlobals(threads: number, gpu: Gpu | undefined, workers: Worker[], errors: string[]) {
  const replaced = {
    // The threaded build starts this many workers at once, however many threads a network then uses.
    navigator: { hardwareConcurrency: threads, userAgent: "" },
    Worker: class extends Worker {
      constructor(_loader: string, workerOptions: WorkerOptions) {
        super(fileURLToPath(moduleBeside(import.meta.url, "litert-thread")), workerOptions);
        workers.push(this);
      }
    },
  };
  return {
    self: globalThis,
    Worker: undefined,
    ModuleFactory: undefined,
    // LiteRT logs its start line by line on stderr; only errors are kept.
    Module: {
      print: () => {},
      printErr: (line: string) => line.startsWith("ERROR") && errors.push(line),
    },
    importScripts: (file: string) => Object.assign(globalThis, { ModuleFactory: runLoader(file, replaced) }),
    navigator: { gpu: { requestAdapter: async () => gpu?.adapter ?? NO_ADAPTER } },
  };
}

/** LiteRT requests a device even for WebAssembly, and prints a warning unless it gets this answer. */
const NO_ADAPTER = { limits: {}, features: new Set(), requestDevice: async () => null };
