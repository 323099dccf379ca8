import type { Seconds, Stretch } from "../../../shared/pose.ts";
import { CutFinder } from "../../archive/ingest/cuts.ts";
import type { IngestSettings } from "../../archive/ingest/settings.ts";
import { brightnessOf, DARK } from "../../engine/pose/darkness.ts";
import { openVideo } from "../../inputs/video.ts";
import { UserError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";

export interface FindShotsOptions {
  readonly film: string;
  readonly settings: Pick<IngestSettings, "cutChange" | "cutContrast">;
}

export interface FilmShots {
  readonly fps: number;
  readonly frames: number;
  readonly seconds: Seconds;
  /** Without gaps, in the order of time; each begins with a frame, and ends where the next begins. */
  readonly shots: readonly Stretch[];
  /** Why it could not be read to its end; null where it was. */
  readonly fault: string | null;
}

/** Pixels of the longer side: enough to tell pictures apart. */
const SIDE = 64;

/** A stretch that is black for so long is a shot of its own, so that nothing is lost of those beside it. */
const LONG_DARK: Seconds = 1;

/**
 * The shots of a film, in one pass over small pictures: what lies between two cuts, or is black for long.
 * @throws UserError where not a frame can be read; the signal's reason when stopped.
 */
export async function findShots(
  { film, settings }: FindShotsOptions,
  { signal, report, note }: JobContext,
): Promise<FilmShots> {
  const video = await openVideo(film, { onNote: note, longestSide: SIDE });
  const { fps, length } = video;
  const cuts = new CutFinder(settings);
  const dark = new DarkStretches();
  let [frames, last] = [0, 0];
  let fault: string | null = null;
  try {
    for await (const frame of video.frames()) {
      signal.throwIfAborted();
      cuts.show(frame.t, frame);
      dark.show(frame.t, brightnessOf(frame, 1) < DARK);
      last = frame.t;
      report({ phase: "finding shots", unit: "frame", done: ++frames, total: length });
    }
  } catch (error) {
    if (frames === 0 || !(error instanceof UserError)) throw error;
    fault = error.message;
    note(`${fault}; its shots until there are kept`);
  } finally {
    await video.close();
  }
  const seconds = last + 1 / fps;
  const begins = [...new Set([0, ...cuts.end(), ...dark.end()])].sort((a, b) => a - b);
  const shots = begins.map((begin, index) => ({ begin, end: begins[index + 1] ?? seconds }));
  return { fps, frames, seconds, shots, fault };
}

/** Where a film becomes black for long, and where it ceases to be. */
class DarkStretches {
  readonly #changes: Seconds[] = [];
  #since: Seconds | null = null;
  #at: Seconds = 0;

  show(t: Seconds, isDark: boolean): void {
    this.#at = t;
    if (isDark) this.#since ??= t;
    else this.#leave();
  }

  end(): readonly Seconds[] {
    if (this.#since !== null && this.#at - this.#since >= LONG_DARK) this.#changes.push(this.#since);
    return this.#changes;
  }

  #leave(): void {
    if (this.#since !== null && this.#at - this.#since >= LONG_DARK)
      this.#changes.push(this.#since, this.#at);
    this.#since = null;
  }
}
