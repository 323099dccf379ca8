import type { Seconds } from "../../shared/pose.ts";
import { mix } from "./body.ts";
import type { MotionFrame } from "./motion-frame.ts";

/** A frame on the model's time grid. */
export interface TimedFrame {
  readonly t: Seconds;
  readonly frame: MotionFrame;
}

/** Longer holes than this are not bridged: the dance before and after them is not one phrase. */
const LONGEST_GAP: Seconds = 0.5;

/**
 * Brings poses that come whenever the camera likes onto the model's even grid, by linear interpolation.
 * At 30 fps, poses at 0 and 0.1 s give frames at 0, 0.0333, 0.0667 and 0.1.
 */
export class Resampler {
  readonly #period: Seconds;
  #last: TimedFrame | null = null;
  #start: Seconds = 0;
  #made = 0;

  constructor(fps: number) {
    this.#period = 1 / fps;
  }

  /** The frames that the new one completes; `broken` when a hole or a jump back in time started the grid afresh. */
  push(t: Seconds, frame: MotionFrame): { readonly frames: readonly TimedFrame[]; readonly broken: boolean } {
    const before = this.#last;
    if (before && t <= before.t && t > before.t - LONGEST_GAP) return { frames: [], broken: false };
    this.#last = { t, frame };
    if (!before || t - before.t > LONGEST_GAP || t < before.t) {
      this.#start = t;
      this.#made = 1;
      return { frames: [{ t, frame }], broken: before !== null };
    }
    const frames: TimedFrame[] = [];
    for (;;) {
      // Counted from the start instead of added up, so that hours of frames do not drift.
      const next = this.#start + this.#made * this.#period;
      if (next > t + 1e-9) return { frames, broken: false };
      frames.push({ t: next, frame: mixFrames(before.frame, frame, (next - before.t) / (t - before.t)) });
      this.#made++;
    }
  }
}

/** `share` 0 is `a`, 1 is `b`. Bones shorten a little on the way between very different poses. */
export function mixFrames(a: MotionFrame, b: MotionFrame, share: number): MotionFrame {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return {
    body: a.body.map((point, joint) => mix(point, b.body[joint]!, share)),
    root: mix(a.root, b.root, share),
    guessed: [...(a.guessed ?? []), ...(b.guessed ?? [])],
  };
}
