import type { DanceTrack } from "../../archive/tracks.ts";
import { clipOf, framesIn, joinedClips } from "../../motion/clip.ts";
import type { LabelledClip } from "./seeds.ts";

/** Of a larger archive so much is read: more would not fit in memory, and hardly improve the baselines. */
const MOST_SECONDS = 2 * 60 * 60;
/** In stretches of this length. */
const STRETCH_SECONDS = 30;
/** The fractional parts of its multiples are spread evenly, however many there are (Weyl's sequence). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What baselines, classifiers and the reach of joints are fitted to. */
export interface Training {
  readonly dances: readonly LabelledClip[];
  readonly share: Share;
}

/** How much of the training takes is read, and how much there is, seconds. */
export interface Share {
  readonly learnt: number;
  readonly of: number;
}

/**
 * The dances of training takes, which are read one at a time. Of more than `most` seconds stretches are kept that are
 * spread evenly over all takes, the same ones each time.
 */
export async function trainingFrom(
  tracks: AsyncIterable<DanceTrack>,
  most = MOST_SECONDS,
): Promise<Training> {
  const held: Stretch[] = [];
  let [learnt, of, take, count] = [0, 0, 0, 0];
  for await (const { style, fps, frames } of tracks) {
    const long = framesIn(STRETCH_SECONDS, fps);
    for (let from = 0; from < frames.length; from += long) {
      const clip = clipOf(frames.slice(from, from + long));
      const seconds = clip.frames / fps;
      held.push({ take, from, style, clip, seconds, rank: (count++ * GOLDEN) % 1 });
      learnt += seconds;
      of += seconds;
      while (learnt > most) learnt -= removeLast(held).seconds;
    }
    take++;
  }
  return { dances: joined(held), share: { learnt, of } };
}

interface Stretch extends LabelledClip {
  readonly take: number;
  /** Its first frame in the take. */
  readonly from: number;
  readonly seconds: number;
  /** The lowest are kept. */
  readonly rank: number;
}

/** Removes and returns the stretch of the highest rank. */
function removeLast(held: Stretch[]): Stretch {
  const last = held.reduce((most, { rank }, index) => (rank > held[most]!.rank ? index : most), 0);
  return held.splice(last, 1)[0]!;
}

/** Neighbouring stretches of a take become one clip. */
function joined(stretches: readonly Stretch[]): readonly LabelledClip[] {
  const runs: Stretch[][] = [];
  for (const stretch of stretches) {
    const before = runs.at(-1)?.at(-1);
    const goesOn = before?.take === stretch.take && before.from + before.clip.frames === stretch.from;
    if (goesOn) runs.at(-1)!.push(stretch);
    else runs.push([stretch]);
  }
  return runs.map((run) => ({ style: run[0]!.style, clip: joinedClips(run.map(({ clip }) => clip)) }));
}
