import { ClockMap } from "../../../shared/clock-map.ts";
import { TimecodeReader } from "../../../shared/music/timecode-reader.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { HeardFrames, Listening } from "./heard.ts";

/** So often something is told, even if it is only that sound comes. */
const TOLD_EVERY: Seconds = 0.1;

/** Reads timecode out of the blocks of sound that the worklet posts, and says which frames it heard. */
export function readTimecode(
  blocks: MessagePort,
  { sampleRate, latency }: Pick<Listening, "sampleRate" | "latency">,
  tell: (frames: HeardFrames) => void,
): void {
  const reader = new TimecodeReader(sampleRate);
  const clock = new ClockMap();
  let [samples, toldAt] = [0, 0];
  blocks.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    samples += data.length;
    clock.arrived(samples / sampleRate, (performance.timeOrigin + performance.now()) / 1000);
    const frames = reader
      .read(data)
      .map(({ at, ...frame }) => ({ ...frame, t: at + clock.offset! - latency }));
    if (frames.length === 0 && samples / sampleRate - toldAt < TOLD_EVERY) return;
    toldAt = samples / sampleRate;
    tell(frames);
  };
}
