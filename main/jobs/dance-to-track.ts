import { basename } from "node:path";
import type { MusicTrack } from "../../shared/music-track.ts";
import type { Seconds } from "../../shared/pose.ts";
import { trackFrom } from "../archive/track-path.ts";
import { Ear } from "../engine/music/ear.ts";
import { Answers } from "../engine/partner/answers.ts";
import { extendRollouts } from "../engine/partner/rollout.ts";
import type { Generator, GeneratorState, Manner } from "../generators/generator.ts";
import { hearFile } from "../inputs/music/hear-file.ts";
import type { HeardTrack } from "../inputs/music/heard-track.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import { ConfigError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";

/** A track that is danced to, and where it is when the dance begins. */
export interface PlayedTrack {
  readonly file: string;
  readonly heard: HeardTrack;
  readonly begin: Seconds;
}

/** Where a track is when the dance begins: as was asked, or else as it is after the seed; and how long is danced. */
export interface DanceInTrack {
  readonly asked: Seconds | null;
  readonly afterSeed: Seconds;
  readonly seconds: Seconds;
}

/** Listens to a track. @throws SourceError naming it; ConfigError where it ends before the dance begins. */
export async function hearTrack(
  file: string,
  { asked, afterSeed, seconds }: DanceInTrack,
  { signal, note }: JobContext,
): Promise<PlayedTrack> {
  const heard = await hearFile(file, signal);
  const begin = asked ?? afterSeed;
  const left = heard.seconds - begin;
  if (left <= 0)
    throw new ConfigError(
      `${file}: lasts ${heard.seconds.toFixed(1)} s and the dance begins at ${begin.toFixed(1)} s of it${
        asked === null
          ? ", where it is when the seed ends; expected a --music-begin within it"
          : "; expected an earlier --music-begin"
      }`,
    );
  const { tempo } = heard;
  note(
    tempo === null
      ? `${file}: no beat that is sure enough to dance to`
      : `${file}: ${tempo.toFixed(1)} beats a minute`,
  );
  if (left < seconds)
    note(`${file}: ends ${left.toFixed(1)} s after the dance begins, which goes on without music`);
  return { file, heard, begin };
}

/** How a take of the dance names its track; undefined where no path leads from it there, as to another drive. */
export const trackIn = (take: string, { file, begin }: PlayedTrack): MusicTrack | undefined =>
  trackFrom(file, take, { file: basename(file), begin });

/**
 * Continues from each state as the partner of a show does to music: generators hear it, and dances go a little faster or
 * slower so that their own beats fall on its. Without end: each turn gives the next frame of each.
 * @param last frame before the states
 */
export async function* danceToTrack(
  generator: Generator,
  last: MotionFrame,
  states: readonly GeneratorState[],
  manner: Manner,
  random: Random,
  { heard, begin }: PlayedTrack,
): AsyncGenerator<readonly MotionFrame[], never> {
  const { fps } = generator;
  const ear = new Ear();
  const answers = states.map((state) => new Answers(-1 / fps, fps, last, [state], 1));
  for (let frame = 0; ; frame++) {
    const t = frame / fps;
    const music = heard.musicAt(begin + t);
    ear.hear(music && { ...music, from: "sound", t });
    for (const answer of answers) answer.advance(t, 1, ear.followed(0));
    const requests = answers.flatMap((answer) => answer.requests(t));
    await extendRollouts(generator, requests, manner, random);
    yield answers.map(({ motions }) => motions[0]!(t));
  }
}
