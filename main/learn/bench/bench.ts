import { initialControls } from "../../../shared/commands/controls.ts";
import type { DetectorSize } from "../../../shared/messages.ts";
import type { Settings } from "../../config/settings.ts";
import { loadEngine } from "../../process/engine-loader.ts";
import { UserError } from "../../system/errors.ts";
import { decodeClip } from "./clip.ts";
import { type EngineSpeed, measureEngine } from "./engine-speed.ts";
import { measureGenerator } from "./generator-speed.ts";
import { measureLatency } from "./latency.ts";
import { measureOfficial, type OfficialSpeed } from "./official.ts";
import { type BenchReport, machineDescription } from "./report.ts";

export interface BenchOptions {
  /** A video of one dancer for pose detection; null where there is none. */
  readonly video: string | null;
  readonly sizes: readonly DetectorSize[];
  /** Path of a Chromium or Chrome; null where there is none. */
  readonly chromium: string | null;
  /** Frames a second at which latency is measured. */
  readonly fps: number;
  readonly progress: (line: string) => void;
}

/**
 * Runs all benchmarks one after the other.
 * @throws UserError when the video cannot be read, or a model, accelerator or backend is not to be had.
 */
export async function runBench(settings: Settings, options: BenchOptions): Promise<BenchReport> {
  const { video, sizes, chromium, fps, progress } = options;
  const missing: string[] = [];
  progress("generator");
  const generator = await measureGenerator(settings);
  if (video === null) {
    missing.push("pose detection and latency, since there is no video: name one with --video");
    return {
      machine: machineDescription(),
      clip: null,
      engine: [],
      official: [],
      latency: null,
      generator,
      missing,
    };
  }
  progress(`decoding ${video}`);
  const clip = await decodeClip(video);
  const [first = "full"] = sizes;
  const loaded = await loadEngine({ tag: "configure", settings, detectorSize: first });
  const engine: EngineSpeed[] = [];
  const official: OfficialSpeed[] = [];
  for (const size of sizes) {
    progress(`engine, ${size}`);
    engine.push(await measureEngine(loaded, initialControls(settings), size, clip));
    if (chromium === null) continue;
    progress(`official package, ${size}`);
    try {
      official.push(await measureOfficial(clip, size, chromium));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      missing.push(error.message);
    }
  }
  if (chromium === null)
    missing.push("the official package, since there is no Chromium: name one with --chromium");
  progress("latency");
  const latency = await measureLatency(settings, clip, fps);
  return {
    machine: machineDescription(),
    clip: clip.description,
    engine,
    official,
    latency,
    generator,
    missing,
  };
}
