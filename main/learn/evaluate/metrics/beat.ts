import type { Seconds } from "../../../../shared/pose.ts";
import { type Clip, joinedClips, part } from "../../../motion/clip.ts";
import { alignment, motionBeats, smoothMotionBeats } from "../../../motion/features/beat-alignment.ts";
import type { Random } from "../../../motion/random.ts";
import { type BeatReport, phasesOf } from "../beat-phases.ts";
import { mean } from "../bootstrap.ts";
import { CONTINUATION_SECONDS, type Continuations, continueSeeds } from "../continuations.ts";
import { groupedMeans } from "../groups.ts";
import { gridMusic, type Played, playedFor } from "../played.ts";
import type { Metric } from "../report.ts";
import type { Seed } from "../seeds.ts";
import { judgedAt, randomFor, type Trial } from "../trial.ts";

/** What chance reaches is the mean over so much music of other takes for each seed. */
const DRAWS = 8;
export interface BeatFound {
  readonly figures: readonly Metric[];
  readonly beats: BeatReport;
  /** What was measured otherwise than it should be, and why. */
  readonly problems: readonly string[];
}

/** One dance to one music. Seconds from the first frame that is made. */
interface Danced {
  readonly music: Played;
  readonly beats: readonly Seconds[];
  readonly smoothBeats: readonly Seconds[];
}

/**
 * How well continuations fall on the music, by FACT's definition and by the later one: see `alignment`. Who hears is
 * measured with the music heard and not heard; beside them what the dancer herself did to it, and that to music of
 * another take's tempo that begins anywhere.
 */
export async function beat(trial: Trial, { seeds, by }: Continuations): Promise<BeatFound | string> {
  const { fps } = trial;
  const { played, lost } = await playedFor(trial, seeds, CONTINUATION_SECONDS);
  const problems = lost.map((line) => `beat, to its own track: ${line}`);
  const known = [...seeds.keys()].filter((index) => played[index]);
  if (known.length === 0) return "nobody has four beats in ten seconds, expected some to fit music to";
  const own = known.map((index) => seeds[index]!);
  const musics = known.map((index) => played[index]!);
  const dancedTo = (clips: readonly Clip[], musicOf: (index: number) => Played): readonly Danced[] =>
    clips.map((clip, index) => danced(own[index]!, clip, musicOf(index), fps));
  const unheard = new Map(
    [...by].map(([name, clips]) => {
      const ofKnown = known.map((index) => clips[index]!);
      return [name, dancedTo(ofKnown, (index) => musics[index]!)] as const;
    }),
  );
  const heard = new Map<string, readonly Danced[]>();
  for (const judged of judgedAt(trial)) {
    if (!judged.generator.hears) continue;
    const heardBy = (seed: number, frame: number) => musics[seed]!.heardAt(frame / fps);
    const frames = by.get(judged.name)![0]!.frames;
    const clips = await continueSeeds(trial, judged, own, frames, heardBy);
    heard.set(
      judged.name,
      dancedTo(clips, (index) => musics[index]!),
    );
  }
  const real = unheard.get("real")!;
  const random = randomFor(trial, 11);
  const chance = real.map((one, index) =>
    Array.from({ length: DRAWS }, () => ({ ...one, music: anyMusic(own, musics, index, random) })),
  );
  const figure = (what: string, of: typeof heard, value: (one: Danced) => number): Metric => {
    const values = new Map([...of].map(([name, all]) => [name, all.map(value)]));
    values.set("real", real.map(value));
    values.set(
      "random",
      chance.map((draws) => mean(draws.map(value))),
    );
    return { of: "beat", what, unit: "", ...groupedMeans(own, values, (one) => one) };
  };
  const both = (how: string, of: typeof heard): readonly Metric[] => [
    figure(`BeatAlign of FACT (over motion beats), ${how}`, of, overMotion),
    figure(`BeatAlign of Bailando (over music beats), ${how}`, of, overMusic),
  ];
  const phases = [
    ...[...heard].map(([name, all]) => phasesOf(name, true, all)),
    ...[...unheard].map(([name, all]) => phasesOf(name, false, all)),
    // Of those who stand still there is nothing to see.
  ].filter(({ shares }) => shares.some((share) => share > 0));
  const beatless = seeds.length - known.length;
  if (beatless > 0)
    problems.push(
      `beat: ${beatless} continuations of dancers with too few beats to fit music to were left out`,
    );
  const ofTakes = musics.filter(({ isOwn }) => isOwn).length;
  return {
    figures: [...(heard.size > 0 ? both("music heard", heard) : []), ...both("not heard", unheard)],
    beats: { own: ofTakes, fitted: musics.length - ofTakes, phases },
    problems,
  };
}

/** The beats of a continuation, in which the way from the seed into it counts. */
function danced({ take, end, observedFrames }: Seed, clip: Clip, music: Played, fps: number): Danced {
  const whole = joinedClips([part(take.clip, end - observedFrames, end), clip]);
  const fromEnd = (beats: readonly Seconds[]) => beats.map((one) => one - observedFrames / fps);
  return {
    music,
    beats: fromEnd(motionBeats(whole, fps)).filter((one) => one >= 0),
    smoothBeats: fromEnd(smoothMotionBeats(whole, fps)),
  };
}

const overMotion = ({ beats, music }: Danced): number => alignment(beats, music.beats);

const overMusic = ({ smoothBeats, music }: Danced): number =>
  alignment(
    music.beats.filter((one) => one >= 0 && one < CONTINUATION_SECONDS),
    smoothBeats,
  );

/** Music with the tempo of another take's, where there is another, and any phase. */
function anyMusic(seeds: readonly Seed[], musics: readonly Played[], index: number, random: Random): Played {
  const { take } = seeds[index]!;
  const others = musics.filter((_, other) => seeds[other]!.take !== take);
  const among = others.length > 0 ? others : musics;
  const { tempo } = among[Math.floor(random() * among.length)]!;
  return gridMusic({ tempo, beat: 0, t: (random() * 60) / tempo }, CONTINUATION_SECONDS);
}
