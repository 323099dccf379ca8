import type { Controls } from "../../../shared/commands/controls.ts";
import type { DetectorSize } from "../../../shared/messages.ts";
import { dance } from "../../engine/loop.ts";
import type { LoadedEngine } from "../../process/engine-loader.ts";
import { type JobContext, step } from "../../system/job.ts";
import { Measurements } from "../../system/percentiles.ts";
import { clipSource, type VideoClip } from "./clip.ts";

/** Throughput of the engine on a clip: pixels in, StageFrames out. */
export interface EngineSpeed {
  readonly size: DetectorSize;
  readonly detector: string;
  readonly framesPerSecond: number;
  /** Milliseconds a frame, medians. */
  readonly detect: number;
  readonly predict: number;
}

/** Frames that are not counted, until caches are warm and the JIT has compiled. */
const WARM_UP = 30;

export async function measureEngine(
  loaded: LoadedEngine,
  controls: Controls,
  size: DetectorSize,
  clip: VideoClip,
  context: JobContext,
): Promise<EngineSpeed> {
  const detector = await loaded.resize(size);
  const engine = loaded.begin({ tag: "begin", controls, firstFrame: 0, firstId: 1 });
  const [detect, predict] = [new Measurements(clip.frames.length), new Measurements(clip.frames.length)];
  let begun = 0;
  let counted = 0;
  const progress = { phase: `measuring the engine, ${size}`, unit: "frame", total: clip.frames.length };
  for await (const { frame, timing } of dance(clipSource(clip).frames(), engine)) {
    await step(context, { ...progress, done: frame });
    if (frame === WARM_UP) begun = performance.now();
    if (frame <= WARM_UP) continue;
    counted++;
    detect.add(timing.detect);
    predict.add(timing.predict);
  }
  return {
    size,
    detector,
    framesPerSecond: counted / ((performance.now() - begun) / 1000),
    detect: detect.percentiles().p50,
    predict: predict.percentiles().p50,
  };
}
