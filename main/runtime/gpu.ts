import { tmpdir } from "node:os";
import { type OnRequest, whyMissing } from "./on-request.ts";

export interface Gpu {
  readonly adapter: GPUAdapter;
  /** For the operator and the log, for example "NVIDIA GeForce RTX 3060". */
  readonly description: string;
  /** Software rendering on the CPU: correct, but slower than WebAssembly. */
  readonly software: boolean;
}

/** Dawn for Node, as far as it is used here; its types come with it, on request. */
interface Dawn {
  /** @param flags of Dawn, "key=value" */
  create(flags: readonly string[]): GPU;
  /** WebGPU's global classes and constants. */
  readonly globals: object;
}

const DAWN: OnRequest = "webgpu";

/** Dawn's root object must not be collected before anything made from it. */
let root: GPU | undefined;

/** The graphics card, through Dawn for Node, or why there is none. Also defines WebGPU's global classes. */
export async function findGpu(): Promise<Gpu | { readonly missing: string }> {
  const missing = whyMissing(DAWN);
  if (missing !== null) return { missing };
  try {
    const { create, globals }: Dawn = await import(DAWN);
    // Unset without a desktop session, and then Vulkan's drivers print warnings.
    process.env.XDG_RUNTIME_DIR ??= tmpdir();
    Object.assign(globalThis, globals);
    root ??= create([]);
    const adapter = await root.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) return { missing: "no WebGPU adapter found" };
    const { description, device, vendor, isFallbackAdapter } = adapter.info;
    return { adapter, description: description || device || vendor, software: isFallbackAdapter };
  } catch (error) {
    return { missing: `WebGPU did not start: ${error instanceof Error ? error.message : error}` };
  }
}
