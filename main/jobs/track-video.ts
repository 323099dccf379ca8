import { basename } from "node:path";
import type { Seconds } from "../../shared/pose.ts";
import { TakeWriter } from "../archive/take-writer.ts";
import type { Settings } from "../config/settings.ts";
import { createBlazePose } from "../engine/pose/blazepose/blazepose.ts";
import { PoseTracker } from "../engine/pose/tracker.ts";
import { openVideo } from "../inputs/video.ts";
import { loadLiteRt } from "../runtime/litert.ts";
import { machineClock } from "../system/clock.ts";
import { Progress } from "./progress.ts";

/**
 * Writes what is danced in `video` to the take `output`, and says on stdout what became of it. Whatever ends the work
 * early, `signal` too, the take keeps every frame until then. The next frame is decoded while one is looked at.
 * @throws UserError when the video cannot be read to its end, the take not written, or the accelerator not be had.
 */
export async function trackVideo(
  video: string,
  output: string,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  const { accelerator, maxPeople, smoothing } = settings;
  const size = settings.detectorSize === "auto" ? "full" : settings.detectorSize;
  const source = await openVideo(video);
  const runtime = await loadLiteRt({ accelerator });
  const detector = await createBlazePose({ runtime, size, maxPeople });
  process.stderr.write(`${source.description}; ${detector.description}\n`);
  const tracker = new PoseTracker({ maxPeople, smoothing: smoothing.enabled ? smoothing : null });
  const { length: total } = source;
  const progress = new Progress({ stream: process.stderr, clock: machineClock, unit: "frame", total });
  const done = { frames: 0, posed: 0, seconds: 0 };
  let take: TakeWriter | null = null;
  try {
    for await (const frame of source.frames()) {
      if (signal.aborted) break;
      const { t, width, height } = frame;
      const people = tracker.update(t, width / height, await detector.detect(frame));
      const header = {
        fps: source.fps,
        source: basename(video),
        licence: "",
        dancer: "",
        tags: [],
        width,
        height,
      };
      take ??= await TakeWriter.create(output, header);
      await take.append({ t, people });
      done.frames++;
      if (people.length > 0) done.posed++;
      done.seconds = t + 1 / source.fps;
      progress.update(done.frames);
    }
  } finally {
    progress.end();
    detector.dispose();
    runtime.dispose();
    await source.close();
    if (take) {
      await take.close();
      process.stdout.write(`${output}: ${summary(done, signal.aborted ? total : null)}\n`);
    }
  }
}

/** `of`: how many frames there would have been. */
function summary(done: { frames: number; posed: number; seconds: Seconds }, of: number | null): string {
  const frames = of === null ? `${done.frames}` : `interrupted, ${done.frames} of ${of}`;
  return `${frames} ${frames === "1" ? "frame" : "frames"}, ${done.seconds.toFixed(1)} s, somebody on ${done.posed} of them`;
}
