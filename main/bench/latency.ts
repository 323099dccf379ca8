import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "../config/settings.ts";
import { firstSize } from "../process/camera-duty.ts";
import { forkEngine } from "../process/child.ts";
import { machineClock } from "../process/clock.ts";
import { Measurements } from "../process/percentiles.ts";
import { Supervisor } from "../process/supervisor.ts";
import type { Clip } from "./clip.ts";

/** The engine in its own process, fed at 30 frames a second as a camera would. */
export interface Latency {
  /** What the engine had chosen for itself by the end. */
  readonly detector: string;
  /** Milliseconds from the frame's leaving the host to its StageFrame's arrival there, both processes' boundary included. */
  readonly p50: number;
  readonly p95: number;
  readonly frames: number;
  readonly dropped: number;
}

const FPS = 30;
/** The engine may step down to a smaller size at first; what counts is how it then runs. */
const SETTLE_SECONDS = 8;
const SECONDS = 15;

export async function measureLatency(settings: Settings, clip: Clip): Promise<Latency> {
  const milliseconds = new Measurements(FPS * SECONDS);
  const sent = new Map<number, number>();
  let settled = false;
  const supervisor = new Supervisor({
    spawn: () => forkEngine(),
    clock: machineClock,
    mode: settings.mode,
    configure: {
      ...{ tag: "configure", settings },
      ...{ detectorSize: firstSize(settings), mayShrink: settings.detectorSize === "auto" },
    },
    onStage: (_, asked) => {
      const left = asked && sent.get(asked.t);
      if (left && settled) milliseconds.add(1000 * (machineClock.now() - left));
      sent.clear();
    },
    onNotice: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    await supervisor.start();
    const begun = machineClock.now();
    for (let n = 0; n < FPS * (SETTLE_SECONDS + SECONDS); n++) {
      const due = begun + n / FPS;
      await sleep(Math.max(0, 1000 * (due - machineClock.now())));
      if (n === FPS * SETTLE_SECONDS) settled = true;
      const frame = clip.frames[n % clip.frames.length]!;
      sent.set(due, machineClock.now());
      supervisor.offer({ ...frame, t: due });
    }
    const detector = supervisor.ready?.detector ?? "none";
    return {
      detector,
      ...milliseconds.percentiles(),
      frames: milliseconds.size,
      dropped: supervisor.dropped,
    };
  } finally {
    supervisor.close();
  }
}
