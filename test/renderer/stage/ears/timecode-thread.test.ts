import { expect, test, vi } from "vitest";
import type { HeardFrames } from "../../../../renderer/stage/ears/heard.ts";
import { readTimecode } from "../../../../renderer/stage/ears/timecode-thread.ts";
import { timecodeSound } from "../../../support/timecode-sound.ts";

test("frames are told with their moments, however late the blocks come, and silence that sound comes", () => {
  const start = { hours: 1, minutes: 0, seconds: 0, frames: 0, drop: false };
  const { samples, codes } = timecodeSound({ rate: 25, start, frames: 50 });
  const port = { onmessage: null as ((event: { data: Float32Array }) => void) | null };
  const told: HeardFrames[] = [];
  const [sampleRate, latency] = [48_000, 0.01];
  readTimecode(port as unknown as MessagePort, { sampleRate, latency }, (heard) => told.push(heard));
  const now = vi.spyOn(performance, "now");
  const begin = 1000;
  for (let i = 0; i + 512 <= samples.length; i += 512) {
    const late = [3, 0, 9, 1][(i / 512) % 4]!;
    now.mockReturnValue(begin + (1000 * (i + 512)) / sampleRate + late);
    port.onmessage!({ data: samples.subarray(i, i + 512) });
  }
  const frames = told.flat();
  expect(frames.length).toBeGreaterThan(46);
  for (const { code, t } of frames) {
    const meant = codes.find(
      (sent) => sent.code.seconds === code.seconds && sent.code.frames === code.frames,
    )!;
    const at = performance.timeOrigin / 1000 + begin / 1000 + meant.at - latency;
    // The first blocks may have been late, all of them.
    if (meant.at > 0.1) expect(Math.abs(t - at)).toBeLessThan(0.001);
  }
  told.length = 0;
  for (let i = 0; i < 94; i++) port.onmessage!({ data: new Float32Array(512) });
  expect(told.length).toBeGreaterThanOrEqual(8);
  expect(told.flat().length).toBeLessThanOrEqual(1);
  now.mockRestore();
});
