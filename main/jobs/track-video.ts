import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Seconds } from "../../shared/pose.ts";
import { TakeWriter } from "../archive/take-writer.ts";
import { ConfigError, UserError } from "../system/errors.ts";
import { checkWritable } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import { openTracking, type TrackingOptions } from "./tracking.ts";

export interface TrackOptions extends Omit<TrackingOptions, "stretch"> {
  /** The take. */
  readonly output: string;
  /** Whether it may take the place of another one. */
  readonly force: boolean;
}

export interface TrackResult {
  readonly frames: number;
  /** How many of them somebody is on. */
  readonly posed: number;
  readonly seconds: Seconds;
  /** Frames of the whole video; null where it does not say. */
  readonly total: number | null;
  /** What ended the work early, other than the signal. */
  readonly fault: string | null;
}

/**
 * Writes what is danced in a video to a take. Whatever ends the work early, the take keeps every frame until then.
 * @throws UserError when not a frame can be read, the take cannot be written, or the accelerator is missing.
 */
export async function trackVideo(options: TrackOptions, context: JobContext): Promise<TrackResult> {
  const { video, output } = options;
  const { signal, report } = context;
  checkOutput(options);
  // Before anything is loaded that takes its time.
  await checkWritable(output);
  const done = { frames: 0, posed: 0, seconds: 0 };
  let total: number | null = null;
  let take: TakeWriter | null = null;
  let fault: string | null = null;
  const progress = () => report({ phase: "tracking", unit: "frame", done: done.frames, total });
  const opened = new AsyncDisposableStack();
  try {
    const tracking = opened.use(await openTracking(options, context));
    const { fps } = tracking;
    total = tracking.length;
    progress();
    for await (const { frame, people } of tracking.frames()) {
      const { t, width, height } = frame;
      const about = { source: basename(video), licence: "", dancer: "", tags: [] };
      take ??= opened.adopt(await TakeWriter.create(output, { fps, ...about, width, height }), (one) =>
        one.close(),
      );
      await take.append({ t, people });
      done.frames++;
      if (people.length > 0) done.posed++;
      done.seconds = t + 1 / fps;
      progress();
    }
    if (!take) signal.throwIfAborted();
  } catch (error) {
    if (!take || !(error instanceof UserError)) throw error;
    fault = error.message;
  } finally {
    await opened.disposeAsync();
  }
  return { ...done, total, fault };
}

function checkOutput({ output, force }: TrackOptions): void {
  if (!/\.take\.ndjson(\.gz)?$/.test(output)) {
    throw new ConfigError(
      `--output is ${output}, expected a name that ends in .take.ndjson or .take.ndjson.gz`,
    );
  }
  if (!force && existsSync(output)) {
    throw new ConfigError(`--output is ${output}, which is there already; expected a new name, or --force`);
  }
}
