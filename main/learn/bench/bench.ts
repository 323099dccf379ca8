import type { DetectorSize } from "../../../shared/messages.ts";
import type { Settings } from "../../config/settings.ts";
import { firstControls } from "../../engine/controls.ts";
import { loadEngine } from "../../process/engine-loader.ts";
import { UserError } from "../../system/errors.ts";
import { decodeClip } from "./clip.ts";
import { type EngineSpeed, measureEngine } from "./engine-speed.ts";
import { measureLatency } from "./latency.ts";
import { measureMind } from "./mind-speed.ts";
import { measureOfficial, type OfficialSpeed } from "./official.ts";
import { measureOsc } from "./osc-speed.ts";
import { type BenchReport, machineDescription } from "./report.ts";

export interface BenchOptions {
  /** A video of one dancer; null where there is none to measure eyes on. */
  readonly video: string | null;
  readonly sizes: readonly DetectorSize[];
  /** Path of a Chromium or Chrome; null where there is none. */
  readonly chromium: string | null;
  /** Frames a second at which latency is measured. */
  readonly fps: number;
  readonly progress: (line: string) => void;
}

/**
 * Measures one thing after the other, so that none slows another down.
 * @throws UserError when the video cannot be read, or a model, accelerator or backend is not to be had.
 */
export async function runBench(settings: Settings, options: BenchOptions): Promise<BenchReport> {
  const { video, sizes, chromium, fps, progress } = options;
  const missing: string[] = [];
  progress("mind");
  const mind = await measureMind(settings);
  progress("OSC");
  const osc = await measureOsc(settings);
  if (video === null) {
    missing.push("eyes and latency, since there is no video: name one with --video");
    return {
      machine: machineDescription(),
      clip: null,
      engine: [],
      official: [],
      latency: null,
      mind,
      osc,
      missing,
    };
  }
  progress(`decoding ${video}`);
  const clip = await decodeClip(video);
  const [first = "full"] = sizes;
  const room = await loadEngine({ tag: "configure", settings, detectorSize: first });
  const engine: EngineSpeed[] = [];
  const official: OfficialSpeed[] = [];
  for (const size of sizes) {
    progress(`engine, ${size}`);
    engine.push(await measureEngine(room, firstControls(settings), size, clip));
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
    mind,
    osc,
    missing,
  };
}
