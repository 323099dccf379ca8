import type { SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Engine } from "./engine.ts";

/**
 * The same flow without real time: every frame of the source, one after the other, as fast as the engine goes.
 * The same source, settings and seed give the same frames.
 */
export async function* dance(frames: AsyncIterable<SourceFrame>, engine: Engine): AsyncGenerator<StageFrame> {
  for await (const frame of frames) yield await engine.process(frame);
}
