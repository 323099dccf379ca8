import { initialControls } from "../../../shared/commands/controls.ts";
import type { DetectorSize } from "../../../shared/messages.ts";
import type { Settings } from "../../config/settings.ts";
import { loadEngine } from "../../process/engine-loader.ts";
import { UserError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { decodeClip } from "./clip.ts";
import { type EngineSpeed, measureEngine } from "./engine-speed.ts";
import { measureGenerator } from "./generator-speed.ts";
import { measureLatency } from "./latency.ts";
import { measureOfficial, type OfficialSpeed } from "./official.ts";
import { measureOsc } from "./osc-speed.ts";
import { type BenchReport, machineDescription } from "./report.ts";

export interface BenchOptions {
  readonly settings: Settings;
  /** A video of one dancer for pose detection; null where there is none. */
  readonly video: string | null;
  readonly sizes: readonly DetectorSize[];
  /** Path of a Chromium or Chrome; null where there is none. */
  readonly chromium: string | null;
  /** Frames a second at which latency is measured. */
  readonly fps: number;
}

/**
 * Runs all benchmarks one after the other.
 * @throws UserError when the video cannot be read, or a model, accelerator or backend is not to be had; the signal's
 * reason when it is stopped.
 */
export async function runBench(options: BenchOptions, context: JobContext): Promise<BenchReport> {
  const { settings, video, sizes, chromium, fps } = options;
  const missing: string[] = [];
  const generator = await measureGenerator(settings, context);
  const osc = await measureOsc(settings, context);
  if (video === null) {
    missing.push("pose detection and latency, since there is no video: name one with --video");
    return {
      machine: machineDescription(),
      clip: null,
      engine: [],
      official: [],
      latency: null,
      generator,
      osc,
      missing,
    };
  }
  const clip = await decodeClip(video, context);
  const [first = "full"] = sizes;
  const loaded = await loadEngine({ tag: "configure", settings, detectorSize: first });
  const engine: EngineSpeed[] = [];
  const official: OfficialSpeed[] = [];
  try {
    for (const size of sizes) {
      engine.push(await measureEngine(loaded, initialControls(settings), size, clip, context));
      if (chromium === null) continue;
      try {
        official.push(await measureOfficial(clip, size, chromium, context));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        missing.push(error.message);
      }
    }
  } finally {
    loaded.dispose();
  }
  if (chromium === null)
    missing.push("the official package, since there is no Chromium: name one with --chromium");
  const latency = await measureLatency(settings, clip, fps, context);
  return {
    machine: machineDescription(),
    clip: clip.description,
    engine,
    official,
    latency,
    generator,
    osc,
    missing,
  };
}
