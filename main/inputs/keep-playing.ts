import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import { pause } from "../system/pause.ts";
import { type PlayOptions, play } from "./play.ts";
import type { Source } from "./source.ts";

/** A source that gives nothing is tried again after so long, then ever more rarely. */
const FIRST_WAIT: Seconds = 1;
const LONGEST_WAIT: Seconds = 30;
/** The last frame is shown again no more often than this, frames a second. */
const HOLD_FPS = 30;

export interface KeepPlayingOptions extends Omit<PlayOptions, "loop"> {
  readonly tellOperator: (line: string) => void;
  /** Whether a source that has never given a frame is waited for, too. */
  readonly evenAtFirst?: boolean;
}

/**
 * Plays a source over and over. Where it fails, its file gone or its decoder ended, the last frame is held and with it
 * the dancer and her partner, and the source is tried again until it comes.
 * @throws SourceError as the source does, where it has never given a frame and is not waited for.
 */
export async function keepPlaying(source: Source, options: KeepPlayingOptions): Promise<void> {
  const { clock, signal, show, tellOperator, evenAtFirst = false } = options;
  let last: ShownFrame | null = null;
  let wait = FIRST_WAIT;
  let trouble: string | null = null;
  while (!signal.aborted) {
    const began = clock.now();
    let shown = 0;
    try {
      const showAndKeep = (frame: SourceFrame, at: Seconds) => {
        if (trouble !== null) tellOperator(`${source.description}: is here again`);
        [trouble, wait, last] = [null, FIRST_WAIT, { frame, at }];
        shown++;
        show(frame, at);
      };
      await play(source, { clock, loop: true, signal, show: showAndKeep });
    } catch (error) {
      if (last === null && !evenAtFirst) throw error;
      const why = error instanceof Error ? error.message : String(error);
      if (shown === 0) {
        const meanwhile = last
          ? "the last picture is held until it comes again"
          : "it is tried again until it comes";
        if (why !== trouble) tellOperator(`${why}; ${meanwhile}`);
        trouble = why;
        await hold(last, source.fps, wait, options);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      } else {
        // Damaged somewhere: danced to up to there, and again from the beginning.
        tellOperator(why);
        await hold(last, source.fps, FIRST_WAIT - (clock.now() - began), options);
      }
    }
  }
}

/** A frame, and where in the source it is. */
interface ShownFrame {
  readonly frame: SourceFrame;
  readonly at: Seconds;
}

async function hold(
  last: ShownFrame | null,
  fps: number,
  seconds: Seconds,
  { clock, signal, show }: KeepPlayingOptions,
): Promise<void> {
  const until = clock.now() + seconds;
  while (!signal.aborted && clock.now() < until) {
    await pause(1000 / Math.min(fps, HOLD_FPS), signal);
    if (last && !signal.aborted) show({ ...last.frame, t: clock.now() }, last.at);
  }
}
