import type { Seconds } from "../../shared/pose.ts";
import { type DanceTrack, tracksOf } from "../archive/tracks.ts";
import type { Settings } from "../config/settings.ts";
import { framesIn } from "../motion/clip.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { restyled } from "../motion/patches/restyled.ts";
import type { Random } from "../motion/random.ts";
import { finished } from "../motion/slices.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { type DanceOutput, danceFiles, nameOf } from "./dance-files.ts";
import { FPS, readPhrase, writeEach } from "./phrase-takes.ts";

export interface RestyleOptions extends DanceOutput, Pick<Settings, "archive" | "seed"> {
  /** The take whose phrase is danced in another style. */
  readonly take: string;
  /** As takes of the archive are tagged. */
  readonly style: string;
}

/** At most so much of the take's end is its phrase, and each is made out of so much of the style, seconds: see below. */
const LONGEST_PHRASE = 20;
const MATERIAL = 30;
/** Of one dance it is made of so much at most, and of none that is shorter than a patch, seconds. */
const STRETCH = 10;
const SHORTEST = 2;
/** So much of an archive is held in memory; of 30 s there is enough to choose from. */
const MOST_HELD: Seconds = 1800;

/**
 * Writes a take's last phrase as it is danced in another style, the same for the same options: each out of other
 * stretches of that style. The work grows with the length of the phrase times that of the stretches.
 * @returns the files. @throws UserError when take or archive are not what they should be, or have not that style.
 */
export async function restyleTake(options: RestyleOptions, context: JobContext): Promise<readonly string[]> {
  const { take, style, archive } = options;
  if (archive === null)
    throw new ConfigError("archive names nothing, expected a folder of takes, some of them in the style");
  const name = nameOf(take);
  const files = danceFiles(`${name}-${style.replace(/[^\p{L}\p{N}_-]/gu, "_")}`, options);
  const { header, frames } = await readPhrase(take, LONGEST_PHRASE, context);
  const dances = await dancesIn(style, archive, context);
  const licences = [header, ...dances].map(({ licence }) => licence).filter((text) => text !== "");
  return writeEach(files, options, context, {
    phase: "restyling",
    dance: (random) => finished(restyled(frames, stretchesOf(dances, random), FPS)),
    about: (nth) => ({
      ...header,
      licence: [...new Set(licences)].join("; "),
      tags: [...new Set([style, ...header.tags])],
      source: `${name} as ${style}, ${nth}; ${header.source}`,
    }),
  });
}

async function dancesIn(
  style: string,
  archive: string,
  { note, report, signal }: JobContext,
): Promise<readonly DanceTrack[]> {
  const there = new Set<string>();
  const dances: DanceTrack[] = [];
  let held = 0;
  const onTake = (done: number, total: number) =>
    report({ phase: "reading the archive", unit: "take", done: done + 1, total });
  const isWanted = (one: string) => {
    there.add(one);
    return one === style && held < MOST_HELD * FPS;
  };
  for await (const track of tracksOf(archive, note, onTake, isWanted)) {
    signal.throwIfAborted();
    if (track.frames.length < framesIn(SHORTEST, FPS)) continue;
    dances.push(track);
    held += track.frames.length;
  }
  if (!there.has(style))
    throw new ConfigError(
      `--style is ${style}, which no take in ${archive} has; expected one of ${[...there].sort().join(", ")}`,
    );
  if (dances.length === 0)
    throw new SourceError(
      `${archive}: no unbroken dance of ${SHORTEST} s in the style ${style}, expected some`,
    );
  return dances;
}

/** Stretches of dances in any order, each dance once, until there is enough of them. */
function stretchesOf(dances: readonly DanceTrack[], random: Random): readonly (readonly MotionFrame[])[] {
  const left = [...dances];
  const found: (readonly MotionFrame[])[] = [];
  for (let seconds = 0; seconds < MATERIAL && left.length > 0; ) {
    const [{ frames }] = left.splice(Math.floor(random() * left.length), 1) as [DanceTrack];
    // Where there are few dances, more is taken of each.
    const length = Math.min(frames.length, framesIn(Math.max(STRETCH, MATERIAL / dances.length), FPS));
    const from = Math.floor(random() * (frames.length - length + 1));
    found.push(frames.slice(from, from + length));
    seconds += length / FPS;
  }
  return found;
}
