/*
 * ENTRY: loads one part of the engine in a process of its own, which a broken graphics driver may crash.
 */
import type { Settings } from "../config/settings.ts";
import { endWithParent } from "../system/processes/end-with-parent.ts";

export interface Probe {
  readonly part: keyof typeof PARTS;
  readonly settings: Settings;
}

export type ProbeResult = { readonly works: string } | { readonly fails: string };

const PARTS = { litert, tensorflow, model } as const;

async function litert({ accelerator, detectorSize }: Settings): Promise<string> {
  const { loadLiteRt } = await import("../runtime/litert.ts");
  const runtime = await loadLiteRt({ accelerator });
  await runtime.compile("pose_detection");
  await runtime.compile(`pose_landmark_${detectorSize === "auto" ? "full" : detectorSize}`);
  return runtime.description;
}

async function tensorflow({ backend }: Settings): Promise<string> {
  const { startTensorflow } = await import("../runtime/tensorflow.ts");
  return (await startTensorflow(backend, "live")).description;
}

async function model(settings: Settings): Promise<string> {
  const { openGenerator } = await import("../runtime/open-generator.ts");
  return (await openGenerator(settings.model, settings.backend)).description;
}

async function answer({ part, settings }: Probe): Promise<ProbeResult> {
  try {
    return { works: await PARTS[part](settings) };
  } catch (error) {
    return { fails: error instanceof Error ? error.message : String(error) };
  }
}

process.once("message", async (probe: Probe) => {
  process.send?.(await answer(probe), undefined, undefined, () => process.exit());
});
process.once("disconnect", () => process.exit());
endWithParent();
