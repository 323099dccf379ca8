import type { Settings } from "../../config/settings.ts";
import { forkEngine } from "../../process/child.ts";
import { firstSize } from "../../process/detector/detector-selection.ts";
import { SizePolicy } from "../../process/detector/size-policy.ts";
import { Supervisor } from "../../process/supervisor.ts";
import { machineClock } from "../../system/clock.ts";
import type { JobContext } from "../../system/job.ts";
import { pause } from "../../system/pause.ts";
import { Measurements } from "../../system/percentiles.ts";
import type { VideoClip } from "./clip.ts";

/** Latency of the engine in its own process at a camera's frame rate. */
export interface Latency {
  /** Frames that it was offered a second. */
  readonly fps: number;
  /** The one in use at the end. */
  readonly detector: string;
  /** Milliseconds from offering a frame in the host to receiving its StageFrame there, IPC included. */
  readonly p50: number;
  readonly p95: number;
  readonly frames: number;
  readonly dropped: number;
}

/** Not counted: the engine may switch to a smaller detector first. */
const SETTLE_SECONDS = 8;
const SECONDS = 15;

/** @param fps frames that are offered a second, whether or not the engine can take them all. */
export async function measureLatency(
  settings: Settings,
  clip: VideoClip,
  fps: number,
  { signal, report, note }: JobContext,
): Promise<Latency> {
  const milliseconds = new Measurements(Math.ceil(fps * SECONDS));
  const sizes = settings.detectorSize === "auto" ? new SizePolicy(firstSize(settings)) : null;
  let settled = false;
  let droppedBefore = 0;
  const supervisor = new Supervisor({
    spawn: () => forkEngine(),
    clock: machineClock,
    configure: { tag: "configure", settings, detectorSize: firstSize(settings) },
    onStage: ({ timing }, asked) => {
      const step = asked && !supervisor.standbyIsLoading && sizes?.measure(timing.detect + timing.predict);
      if (step) supervisor.resize(step.size);
      // A frame's time is when it was offered.
      if (asked && settled) milliseconds.add(1000 * (machineClock.now() - asked.t));
    },
    tellOperator: note,
  });
  try {
    await supervisor.start();
    const begun = machineClock.now();
    const total = fps * SECONDS;
    let left = total;
    for (let n = 0; left > 0; n++) {
      await pause(Math.max(0, 1000 * (begun + n / fps - machineClock.now())), signal);
      signal.throwIfAborted();
      const phase = settled ? "measuring latency" : "measuring latency, settling";
      report({ phase, unit: "frame", done: total - left, total });
      if (!settled) {
        settled = n >= fps * SETTLE_SECONDS && !supervisor.standbyIsLoading;
        droppedBefore = supervisor.dropped;
      } else left--;
      supervisor.offer({ ...clip.frames[n % clip.frames.length]!, t: machineClock.now() });
    }
    const detector = supervisor.ready?.detector ?? "none";
    return {
      ...{ fps, detector },
      ...milliseconds.percentiles(),
      frames: milliseconds.size,
      dropped: supervisor.dropped - droppedBefore,
    };
  } finally {
    supervisor.close();
  }
}
