import type { Seconds } from "../../shared/pose.ts";
import { frameAt, mixFrames, type TimedFrame } from "./interpolation.ts";
import type { MotionFrame } from "./motion-frame.ts";

/** Longer gaps are not bridged: the dance before and after them is not one phrase. */
export const LONGEST_GAP: Seconds = 0.5;

/**
 * Brings poses that come whenever the camera gives them onto the model's even grid, by linear interpolation.
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

  /** The frames that the new one completes; `broken` when a gap or a jump back in time started the grid afresh. */
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

/**
 * The last unbroken phrase of a recording, at most `longest`, on a grid that is laid so that it ends with the
 * recording's last frame. Empty where there are no frames.
 */
export function lastPhrase(
  recording: readonly TimedFrame[],
  fps: number,
  longest: Seconds,
): readonly MotionFrame[] {
  let phrase: TimedFrame[] = [];
  for (const frame of recording) {
    const before = phrase.at(-1);
    if (before && frame.t - before.t > LONGEST_GAP) phrase = [];
    if (!before || frame.t > before.t) phrase.push(frame);
  }
  if (phrase.length === 0) return [];
  const end = phrase.at(-1)!.t;
  const count = Math.floor(Math.min(longest, end - phrase[0]!.t) * fps + 1e-3) + 1;
  return Array.from({ length: count }, (_, index) => frameAt(phrase, end - (count - 1 - index) / fps));
}
