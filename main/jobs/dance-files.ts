import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { MusicTrack } from "../../shared/music-track.ts";
import type { Seconds } from "../../shared/pose.ts";
import { stemOf } from "../../shared/stem.ts";
import { pictureOf, type TakeFrame, type TakeHeader } from "../archive/take.ts";
import { readTake } from "../archive/take-reader.ts";
import { writeTake } from "../archive/take-writer.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { lastPhrase } from "../motion/resampler.ts";
import { ConfigError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";

/*
 * Phrases from takes, and takes of what is made of them: the ends of every job that dances on.
 */

/** Where what is danced goes. */
export interface DanceOutput {
  /** Folder of the takes. */
  readonly output: string;
  /** How many. */
  readonly options: number;
  /** Whether they may take the place of other takes. */
  readonly force: boolean;
}

/** A take's name without its ending. */
export const nameOf = (take: string): string => stemOf(basename(take));

/** A file for each option. @throws ConfigError where one is there already, unless it may be written over. */
export function danceFiles(name: string, { output, options, force }: DanceOutput): readonly string[] {
  const files = Array.from({ length: options }, (_, option) =>
    join(output, `${name}-${option + 1}.take.ndjson`),
  );
  const taken = files.find((file) => existsSync(file));
  if (taken !== undefined && !force)
    throw new ConfigError(`${taken}: is there already; expected another --output, or --force`);
  return files;
}

/** A take as far as phrases need it. */
export interface DancedTake {
  readonly header: TakeHeader;
  readonly danced: readonly TakeFrame[];
}

/** With what was played; null where nobody knows. */
export interface DancedToTrack extends DancedTake {
  readonly music: MusicTrack | null;
}

/**
 * What is danced on from it gets its header, without its track, to which nobody has danced that.
 * @throws SourceError naming file and line; the signal's reason when the work is to stop.
 */
export async function readDance(take: string, { signal, report, note }: JobContext): Promise<DancedToTrack> {
  const { header: whole, frames } = await readTake(take, { onDamage: note });
  const { music = null, ...header } = whole;
  const danced: TakeFrame[] = [];
  for await (const frame of frames) {
    signal.throwIfAborted();
    danced.push(frame);
    report({ phase: "reading the take", unit: "frame", done: danced.length, total: null });
  }
  return { header, music, danced };
}

/**
 * The last dancer's last unbroken phrase, at most `longest`, on a grid that is laid so that it ends with the take; empty
 * where nobody is whole.
 */
export function phraseOf(
  { header, danced }: DancedTake,
  fps: number,
  longest: Seconds,
): readonly MotionFrame[] {
  const { width, height } = pictureOf(header);
  const id = danced.findLast(({ people }) => people.length > 0)?.people[0]?.id;
  const completion = new Completion();
  const frames = danced.flatMap(({ t, people }) => {
    const pose = people.find((person) => person.id === id);
    const frame = pose && completion.complete(pose, width / height);
    return frame ? [{ t, frame }] : [];
  });
  return lastPhrase(frames, fps, longest);
}

/** Writes what was danced as a take. @throws SourceError naming the file. */
export const writeDance = (file: string, header: TakeHeader, frames: readonly MotionFrame[]): Promise<void> =>
  writeTake(
    file,
    header,
    frames.map((frame, index) => ({ t: index / header.fps, people: [{ id: 1, image: null, ...frame }] })),
  );
