import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { MusicTrack } from "../../shared/music-track.ts";
import type { Pose, Seconds } from "../../shared/pose.ts";
import { withExtremities } from "../motion/extremities.ts";
import type { TimedFrame } from "../motion/interpolation.ts";
import { isWhole, type MotionFrame } from "../motion/motion-frame.ts";
import { LONGEST_GAP, Resampler } from "../motion/resampler.ts";
import { SourceError } from "../system/errors.ts";
import { IMPORT_FPS } from "./import/bvh/convert.ts";
import {
  CONTINUATION_TAG,
  DRAWN_LINE_TAG,
  KEY_FRAMED_TAG,
  PARTNER_TAG,
  PIECE_TAG,
  VARIATION_TAG,
} from "./take.ts";
import { type ReadTake, readTake } from "./take-reader.ts";
import { pathOfTrack } from "./track-path.ts";

/** Frames a second of all training and evaluation data, whatever a take's own rate: the rate of `import`. */
const FPS = IMPORT_FPS;
/** Tags of generated takes: a model trains on what people danced. */
const GENERATED: ReadonlySet<string> = new Set([
  PARTNER_TAG,
  CONTINUATION_TAG,
  VARIATION_TAG,
  PIECE_TAG,
  DRAWN_LINE_TAG,
]);

/** One dancer through one take, or through a stretch of it without gaps, at an even rate. */
export interface DanceTrack {
  /** The take's file name. */
  readonly name: string;
  /** The take's first tag but the one of key-framed takes. */
  readonly style: string;
  /** Made by an animator's hand, not recorded. */
  readonly isKeyFramed?: boolean;
  readonly fps: number;
  readonly source: string;
  readonly licence: string;
  readonly frames: readonly MotionFrame[];
  /** What was played, from its first frame on, where the take names it; the path is one that can be opened. */
  readonly music?: MusicTrack | undefined;
}

/** The same, and where in its take it is. */
export interface TrackOfTake extends DanceTrack {
  /** Id in the take. */
  readonly person: number;
  readonly dancer: string;
  /** When its first frame is. */
  readonly begin: Seconds;
}

/** @param take its file name */
export type IsWanted = (style: string, take: string) => boolean;

/**
 * Every dancer in every take of a folder, one take at a time. A take that is broken, has no body in it, or was
 * generated, is named in `onProblem` and left out. Of a take that is not wanted only the header is read.
 * @throws SourceError when there is no take.
 */
export async function* tracksOf(
  folder: string,
  onProblem: (line: string) => void,
  onTake: (done: number, of: number) => void = () => {},
  isWanted: IsWanted = () => true,
): AsyncGenerator<TrackOfTake> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be read (${error.message}), expected a folder of takes`);
  });
  const files = names.filter((name) => /\.take\.ndjson(\.gz)?$/.test(name)).sort();
  if (files.length === 0) {
    throw new SourceError(
      `${folder}: no *.take.ndjson or *.take.ndjson.gz in it; \`continuo ingest\` makes takes of films, \`continuo import\` of other files`,
    );
  }
  for (const [index, file] of files.entries()) {
    onTake(index, files.length);
    yield* await trainable(join(folder, file), onProblem, isWanted);
  }
}

async function trainable(
  file: string,
  onProblem: (line: string) => void,
  isWanted: IsWanted,
): Promise<readonly TrackOfTake[]> {
  try {
    const take = await readTake(file, { onDamage: onProblem });
    const { tags, fps } = take.header;
    const generated = tags.find((tag) => GENERATED.has(tag));
    if (generated !== undefined) {
      onProblem(`${file}: left out, its tag ${generated} says that nobody danced it`);
      return [];
    }
    if (!isWanted(styleOf(tags), basename(file))) return [];
    const tracks = await tracksIn(take, basename(file));
    if (tracks.length === 0)
      onProblem(`${file}: left out, no frame of it has body and root of a whole dancer`);
    if (fps !== FPS) onProblem(`${file}: ${fps} frames a second, brought to ${FPS}`);
    const { music } = take.header;
    return music
      ? tracks.map((track) => ({ ...track, music: playedFrom(track.begin, file, music) }))
      : tracks;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    onProblem(`left out: ${error.message}`);
    return [];
  }
}

/** Every dancer in one take, whoever or whatever danced it. @throws SourceError naming file and line. */
export async function tracksIn({ header, frames }: ReadTake, name: string): Promise<readonly TrackOfTake[]> {
  const stretches: Stretch[] = [];
  const seen = new Map<number, Person>();
  for await (const { t, people } of frames) {
    for (const pose of people) {
      const person = seen.get(pose.id) ?? new Person(pose.id, stretches);
      seen.set(pose.id, person);
      person.observe(t, pose);
    }
  }
  const { source, licence, dancer, tags } = header;
  const isKeyFramed = tags.includes(KEY_FRAMED_TAG);
  const about = { name, dancer, style: styleOf(tags), isKeyFramed, fps: FPS, source, licence };
  return stretches.map((stretch) => ({ ...about, ...stretch }));
}

/** The track as it is heard from so long after the beginning of its take on. */
const playedFrom = (begin: Seconds, take: string, music: MusicTrack): MusicTrack => ({
  file: pathOfTrack(take, music),
  begin: music.begin + begin,
});

const styleOf = (tags: readonly string[]): string => tags.find((tag) => tag !== KEY_FRAMED_TAG) ?? "untagged";

/** One person without gaps. */
interface Stretch {
  readonly person: number;
  readonly begin: Seconds;
  readonly frames: MotionFrame[];
}

/** Brings the frames in which a dancer is whole onto the even grid: a camera's are unevenly spaced in time. */
class Person {
  readonly #resampler = new Resampler(FPS);
  readonly #id: number;
  readonly #stretches: Stretch[];
  #current: MotionFrame[] | null = null;
  /** When all joints were last seen, and the frames since, which lack hands or feet. */
  #wholeAt: Seconds = Number.NEGATIVE_INFINITY;
  #lacking: TimedFrame[] = [];

  /** @param stretches each stretch without a gap is added to them. */
  constructor(id: number, stretches: Stretch[]) {
    [this.#id, this.#stretches] = [id, stretches];
  }

  /**
   * Hands and feet that are lost for a moment are interpolated, as all joints are; those that are not seen for longer, or
   * never, go on from their limbs. Other joints have to be seen.
   */
  observe(t: Seconds, { body: seen, root }: Pose): void {
    const body = seen && withExtremities(seen, root);
    if (!root || !body || !isWhole(body)) return;
    if (body === seen) {
      this.#wholeAt = t;
      this.#lacking = [];
      this.#push({ t, frame: { body, root } });
      return;
    }
    this.#lacking.push({ t, frame: { body, root } });
    if (t - this.#wholeAt <= LONGEST_GAP) return;
    for (const frame of this.#lacking.splice(0)) this.#push(frame);
  }

  #push({ t, frame }: TimedFrame): void {
    const { frames, broken } = this.#resampler.push(t, frame);
    if (broken || !this.#current) {
      this.#current = [];
      this.#stretches.push({ person: this.#id, begin: frames[0]!.t, frames: this.#current });
    }
    for (const due of frames) this.#current.push(due.frame);
  }
}
