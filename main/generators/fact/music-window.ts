import type { Heard } from "../../../shared/music.ts";

/**
 * What a frame of music is to the network: whether anything is heard, its energy, how near the nearest beat is, 1 on it,
 * and the share of the time from the last beat to the next one that has passed. All are 0 where nothing is heard.
 */
export const HEARD_COLUMNS = 4;

/** Seconds from a beat at which it is heard by a third of a deviation: a beat is as wide as BeatAlign's is. */
const BEAT_WIDTH = 0.05;

/** One frame of music, into `out` from `at` on. */
export function writeHeard(heard: Heard | null, out: Float32Array, at: number): void {
  if (heard === null) {
    out.fill(0, at, at + HEARD_COLUMNS);
    return;
  }
  const { sinceBeat, toBeat, energy } = heard;
  const near = Math.min(sinceBeat, toBeat) / BEAT_WIDTH;
  out[at] = 1;
  out[at + 1] = energy;
  out[at + 2] = Math.exp(-0.5 * near * near);
  out[at + 3] = sinceBeat / Math.max(sinceBeat + toBeat, 1e-6);
}

/** The music so many seconds later, or earlier: its beats go on evenly. */
export function heardLater({ sinceBeat, toBeat, energy }: Heard, seconds: number): Heard {
  const apart = Math.max(sinceBeat + toBeat, 1e-3);
  const since = (((sinceBeat + seconds) % apart) + apart) % apart;
  return { sinceBeat: since, toBeat: apart - since, energy };
}

/**
 * The music around a moment, [frames, 4]: half of the frames are before it. What was not heard of those goes on evenly
 * from what was, and so do those after it.
 * @param now what is heard at the moment, the first frame after the middle
 * @param before what was heard in the last frames before it, the last one last
 */
export function musicWindow(
  now: Heard | null,
  before: readonly (Heard | null)[],
  frames: number,
  fps: number,
): Float32Array {
  const window = new Float32Array(frames * HEARD_COLUMNS);
  const middle = frames / 2;
  const first = before.length > 0 ? before[0]! : now;
  for (let frame = 0; frame < frames; frame++) {
    const known = before.length - (middle - frame);
    const [from, away] = frame >= middle ? [now, frame - middle] : [first, known];
    const heard = frame < middle && known >= 0 ? before[known]! : from && heardLater(from, away / fps);
    writeHeard(heard, window, frame * HEARD_COLUMNS);
  }
  return window;
}
