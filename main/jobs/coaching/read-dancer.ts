import { basename } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import { type TrackOfTake, tracksIn } from "../../archive/tracks.ts";
import { clipOf } from "../../motion/clip.ts";
import type { ComparedTake } from "../../pictures/report/compare/compared.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";
import { readDanceOrPiece } from "../piece-dances.ts";

export interface WhichDancer {
  /** A take, or a piece. */
  readonly file: string;
  /** Her id; null for who is there first. */
  readonly person: number | null;
  /** The option that says so, for errors: "--person". */
  readonly option: string;
  /** Folder of the model that dances the joins of a piece which are not there yet. */
  readonly model: string;
}

/** Shorter is no phrase. */
const SHORTEST: Seconds = 1;
/** What is longer is no phrase that anybody looks through, and takes a minute to compare. */
const LONGEST: Seconds = 900;
/** Letters of a text from a header. */
const MOST_TEXT = 300;

/**
 * One dancer of a take at an even rate: the longest stretch in which she is whole.
 * @throws UserError naming the file where she is not there, is nowhere whole, dances less than a second or longer than 15 minutes; the signal's
 *   reason when the work is to stop.
 */
export async function readDancer(
  { file, person, option, model }: WhichDancer,
  context: JobContext,
): Promise<ComparedTake> {
  const { header, danced } = await readDanceOrPiece(file, model, context);
  const frames = (async function* () {
    yield* danced;
  })();
  const tracks = await tracksIn({ header, frames }, basename(file));
  const seen = [...new Set(danced.flatMap(({ people }) => people.map(({ id }) => id)))];
  if (person !== null && !seen.includes(person))
    throw new ConfigError(`${option} is ${person}, expected one of ${file}: ${seen.join(", ")}`);
  const whose = person ?? tracks[0]?.person;
  const hers = tracks.filter((track) => track.person === whose);
  const longest = longestOf(hers);
  if (!longest) throw new SourceError(`${file}: no frame of it has body and root of a whole dancer`);
  const whole = longest.frames.length / longest.fps;
  if (whole < SHORTEST)
    throw new SourceError(
      `${file}: person ${whose} is whole for ${whole.toFixed(2)} s at a stretch, expected at least ${SHORTEST} s`,
    );
  if (whole > LONGEST)
    throw new SourceError(
      `${file}: ${Math.round(whole)} s of dance, expected at most ${LONGEST}; \`continuo export --seconds\` cuts a take`,
    );
  if (person === null && seen.length > 1)
    context.note(`${file}: ${seen.length} people in it; person ${whose} is taken, ${option} takes another`);
  if (hers.length > 1)
    context.note(
      `${file}: person ${whose} is away in between; the longest of ${hers.length} stretches is taken, ${longest.begin.toFixed(1)} to ${(longest.begin + whole).toFixed(1)} s`,
    );
  return {
    name: printable(basename(file), MOST_TEXT),
    dancer: printable(header.dancer, MOST_TEXT),
    source: printable(header.source, MOST_TEXT),
    licence: printable(header.licence, MOST_TEXT),
    ...{ person: longest.person, begin: longest.begin, recordedFps: header.fps },
    clip: clipOf(longest.frames),
  };
}

const longestOf = (tracks: readonly TrackOfTake[]): TrackOfTake | undefined =>
  [...tracks].sort((a, b) => b.frames.length - a.frames.length)[0];
