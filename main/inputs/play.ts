import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import { SourceError } from "../system/errors.ts";
import { pause } from "../system/pause.ts";
import type { Source } from "./source.ts";

/**
 * Later than this it is not made up for: the machine slept, or the source is slower than its own pace. It goes on from
 * now, where it was, and gives nobody all at once what was missed.
 */
const MADE_UP_FOR: Seconds = 0.5;

export interface PlayOptions {
  readonly clock: Clock;
  /** Begin again at the end, for ever. */
  readonly loop: boolean;
  readonly signal: AbortSignal;
  /** Called with each frame when its moment has come; `t` is on `clock`. @param at where it is in the source */
  readonly show: (frame: SourceFrame, at: Seconds) => void;
}

/**
 * Plays a source at its own pace, as a camera would give it. Ends with the source, or when the signal says so.
 * @throws SourceError as the source does, and where it holds no frames.
 */
export async function play(source: Source, { clock, loop, signal, show }: PlayOptions): Promise<void> {
  let next = clock.now();
  do {
    let begin: number | null = null;
    for await (const frame of source.frames()) {
      begin ??= Math.max(next, clock.now()) - frame.t;
      let due = begin + frame.t;
      let early = due - clock.now();
      // Late frames are shown at once: the receiver's mailbox drops what is too old.
      if (early > 0) await pause(early * 1000, signal);
      if (signal.aborted) return;
      early = due - clock.now();
      if (early < -MADE_UP_FOR) {
        begin -= early;
        due -= early;
      }
      show({ ...frame, t: due }, frame.t);
      next = due + 1 / source.fps;
    }
    if (begin === null && !signal.aborted) throw new SourceError(`${source.description}: holds no frames`);
  } while (loop && !signal.aborted);
}
