import { type Clip, clipOf, framesIn } from "../../motion/clip.ts";
import type { DanceTrack } from "../train/data/tracks.ts";
import type { Example } from "./seeds.ts";

/** Of longer archives so much is learnt from: more would take memory without end, and the baselines little further. */
const MOST_SECONDS = 2 * 60 * 60;
/** Of which stretches it is made up then. */
const STRETCH_SECONDS = 30;
/** Its multiples, less their whole parts, are spread evenly however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What baselines, reach and styles are learnt from. */
export interface Training {
  readonly dances: readonly Example[];
  readonly share: Share;
}

/** How much of the training takes is learnt from, and how much there is, seconds. */
export interface Share {
  readonly learnt: number;
  readonly of: number;
}

/**
 * The dances of training takes, of which at no time more is held than one take and what is learnt from. Where that is
 * not all, it is stretches that are spread evenly over all takes, the same ones each time.
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
      while (learnt > most) learnt -= withoutLast(held).seconds;
    }
    take++;
  }
  return { dances: joined(held), share: { learnt, of } };
}

interface Stretch extends Example {
  readonly take: number;
  /** Its first frame in the take. */
  readonly from: number;
  readonly seconds: number;
  /** Those of the lowest ranks are kept. */
  readonly rank: number;
}

/** Takes away the stretch of the highest rank, which it returns. */
function withoutLast(held: Stretch[]): Stretch {
  const last = held.reduce((most, { rank }, index) => (rank > held[most]!.rank ? index : most), 0);
  return held.splice(last, 1)[0]!;
}

/** Stretches that were danced one right after the other, as one dance. */
function joined(stretches: readonly Stretch[]): readonly Example[] {
  const runs: Stretch[][] = [];
  for (const stretch of stretches) {
    const before = runs.at(-1)?.at(-1);
    const goesOn = before?.take === stretch.take && before.from + before.clip.frames === stretch.from;
    if (goesOn) runs.at(-1)!.push(stretch);
    else runs.push([stretch]);
  }
  return runs.map((run) => ({ style: run[0]!.style, clip: oneOf(run.map(({ clip }) => clip)) }));
}

function oneOf(clips: readonly Clip[]): Clip {
  const values = new Float32Array(clips.reduce((sum, clip) => sum + clip.values.length, 0));
  let at = 0;
  for (const clip of clips) {
    values.set(clip.values, at);
    at += clip.values.length;
  }
  return { frames: clips.reduce((sum, { frames }) => sum + frames, 0), values };
}
