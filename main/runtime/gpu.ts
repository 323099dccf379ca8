import { tmpdir } from "node:os";
import { create, globals } from "webgpu";

export interface Gpu {
  readonly adapter: GPUAdapter;
  /** For the desk and the log, for example "NVIDIA GeForce RTX 3060". */
  readonly description: string;
  /** A processor that plays graphics card: correct, but slower than code made for it. */
  readonly software: boolean;
}

/** Dawn's root object must live as long as anything made from it. */
let root: GPU | undefined;

/** The graphics card, through Dawn for Node, or why there is none. Also makes WebGPU's classes global, as in a page. */
export async function findGpu(): Promise<Gpu | { readonly missing: string }> {
  try {
    // Without a desktop session there is none, and Vulkan's drivers complain on the operator's screen.
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
