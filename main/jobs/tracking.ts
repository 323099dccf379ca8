import type { ImageFrame, Pose, Stretch } from "../../shared/pose.ts";
import type { Settings } from "../config/settings.ts";
import { createBlazePose } from "../engine/pose/blazepose/blazepose.ts";
import { People } from "../engine/pose/people.ts";
import { openVideo } from "../inputs/video.ts";
import type { JobContext } from "../system/job.ts";
import { Networks } from "./networks.ts";

export interface TrackingOptions
  extends Pick<Settings, "accelerator" | "detectorSize" | "ignore" | "maxPeople" | "smoothing"> {
  readonly video: string;
  /** Only this much of it; all of it when missing. */
  readonly stretch?: Stretch;
}

/** A video of which the dancers can be followed. */
export interface Tracking extends AsyncDisposable {
  readonly fps: number;
  /** Frames of the whole video; null where it does not say. */
  readonly length: number | null;
  /**
   * Everybody who is followed in each frame, until the signal aborts. The next frame is decoded while the detector works on
   * this one.
   * @throws SourceError as the video does.
   */
  frames(): AsyncGenerator<{ readonly frame: ImageFrame; readonly people: readonly Pose[] }>;
}

/**
 * @param networks kept for other videos; its own when missing.
 * @throws UserError when the video cannot be read or the accelerator is missing.
 */
export async function openTracking(
  { video, stretch, accelerator, ignore, maxPeople, smoothing, detectorSize }: TrackingOptions,
  { signal, note }: JobContext,
  networks?: Networks,
): Promise<Tracking> {
  // Nobody waits for a frame here, so accuracy comes first.
  const size = detectorSize === "auto" ? "full" : detectorSize;
  // Whatever cannot be opened, what was opened before it is closed.
  const opened = new AsyncDisposableStack();
  try {
    const source = opened.adopt(await openVideo(video, { onNote: note }), (one) => one.close());
    const runtime = await (networks ?? opened.use(new Networks())).load(accelerator);
    const detector = opened.adopt(await createBlazePose({ runtime, size, maxPeople }), (one) =>
      one.dispose(),
    );
    note(`${source.description}; ${detector.description}`);
    const tracked = new People({ ignore, maxPeople, smoothing: smoothing.enabled ? smoothing : null });
    return {
      fps: source.fps,
      length: source.length,
      async *frames() {
        for await (const frame of source.frames(stretch)) {
          if (signal.aborted) return;
          yield { frame, people: await tracked.find(detector, frame) };
        }
      },
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
