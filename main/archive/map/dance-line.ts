import { join } from "node:path";
import { LINE_LIMITS, LINE_PLACES, type LineDance, type LinePoint } from "../../../shared/desk/dance-line.ts";
import { PREVIEW_FPS } from "../../../shared/desk/library.ts";
import { type DancedLine, dancedLine } from "../../motion/map-line/danced-line.ts";
import type { Ground } from "../../motion/map-line/ground.ts";
import { type PacedLine, pacedLine } from "../../motion/map-line/paced-line.ts";
import { type Moments, type MomentTrack, timeOf, trackAt } from "../../motion/moments/moments.ts";
import type { Proportions } from "../../motion/proportions.ts";
import type { Slices } from "../../motion/slices.ts";
import { SourceError, UserError } from "../../system/errors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { flatPose, packPoses } from "../library/poses.ts";
import { DRAWN_LINE_TAG, type TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";

/** Characters of a header's text at the most: many takes have a long credit each. */
const LONGEST_TEXT = 5000;

/** What is written of a line besides the take. */
export type LineReport = Omit<LineDance, "name">;

export interface LineWork {
  /** Folder of the archive. */
  readonly folder: string;
  readonly points: readonly LinePoint[];
  /** The take that it becomes. */
  readonly file: string;
  /** Proportions of who dances it; an adult's where missing. */
  readonly body?: Proportions | undefined;
}

/**
 * Dances a line that was drawn over an archive's map, and writes the dance as a take.
 * @throws SourceError where it would be danced for too long, or the archive has nothing to dance it with.
 */
export async function danceLine(ground: Ground, work: LineWork, context: JobContext): Promise<LineReport> {
  const { points, file, folder, body } = work;
  const line = pacedLine(points, ground.speeds, ground.moments.fps);
  if (line.frames > LINE_LIMITS.seconds * line.fps)
    throw new SourceError(
      `the line would be danced for ${Math.round(line.frames / line.fps)} s, expected at most ${LINE_LIMITS.seconds}: draw a shorter one`,
    );
  const danced = await allOf(dancedLine(ground, line, body), line, context);
  if (!danced)
    throw new SourceError(
      `${folder}: nobody dances for half a second without a gap, expected takes to dance a line with`,
    );
  const { fps } = line;
  await writeTake(
    file,
    await headerOf(ground.moments, danced, folder),
    danced.frames.map((frame, index) => ({ t: index / fps, people: [{ id: 1, image: null, ...frame }] })),
  );
  return reportOf(ground, danced);
}

async function allOf<Result>(
  slices: Slices<Result>,
  { frames }: PacedLine,
  context: JobContext,
): Promise<Result> {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
    await step(context, {
      phase: "dancing the line",
      unit: "frame",
      done: Math.round(value * frames),
      total: frames,
    });
  }
}

function reportOf(
  { moments, speeds }: Ground,
  { line, stretches, frames, places, away, least }: DancedLine,
): LineReport {
  const { fps, drawn } = line;
  const rounded = (value: number) => Math.round(10_000 * value) / 10_000;
  const every = (rate: number) => Math.round(fps / rate);
  const figures = frames.filter((_, index) => index % every(PREVIEW_FPS) === 0);
  return {
    ...{ drawn, seconds: frames.length / fps, away, least },
    speeds: { ...line.speeds, ...speeds },
    places: Array.from(places, rounded).filter(
      (_, index) => Math.floor(index / 2) % every(LINE_PLACES) === 0,
    ),
    stretches: stretches.map(({ moment, frames: count }) => {
      const { take, person } = trackAt(moments, moment);
      return { take, person, from: rounded(timeOf(moments, moment)), seconds: count / fps };
    }),
    poses: packPoses(figures.map((frame) => flatPose({ id: 1, image: null, ...frame }, 1)!)),
  };
}

/** Says whose dance it is. */
async function headerOf(
  moments: Moments,
  { stretches, line }: DancedLine,
  folder: string,
): Promise<TakeHeader> {
  const tracks = stretches.map(({ moment }) => trackAt(moments, moment));
  const all = (of: (track: MomentTrack) => string) =>
    [...new Set(tracks.map(of))].filter((one) => one !== "");
  const licences = new Set<string>();
  for (const take of all(({ take: name }) => name)) licences.add(await licenceOf(join(folder, take)));
  licences.delete("");
  const text = (parts: Iterable<string>, by: string) => [...parts].join(by).slice(0, LONGEST_TEXT);
  return {
    fps: line.fps,
    source: text(["a line drawn over a map of dances", ...all(({ source }) => source)], "; "),
    licence: text(licences, "; "),
    dancer: text(
      all(({ dancer }) => dancer),
      ", ",
    ),
    tags: [...all(({ style }) => style), DRAWN_LINE_TAG],
  };
}

/** Empty where the take is no longer there: its moments are. */
async function licenceOf(take: string): Promise<string> {
  try {
    return (await readTake(take, { onDamage: () => {} })).header.licence;
  } catch (error) {
    if (error instanceof UserError) return "";
    throw error;
  }
}
