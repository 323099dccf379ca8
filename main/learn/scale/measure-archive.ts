import type { Seconds } from "../../../shared/pose.ts";
import { tracksOf } from "../../archive/tracks.ts";
import { assessing, type DancedToBeats, measured } from "../../coaching/assess/assess.ts";
import { MEASURES } from "../../coaching/assess/measures/measures.ts";
import {
  decilesOf,
  type MeasureScale,
  type Repeatability,
  type Scale,
  SEEN_AS,
  type SeenAs,
} from "../../coaching/assess/scale.ts";
import type { OneEuroOptions } from "../../engine/pose/one-euro.ts";
import { clipOf } from "../../motion/clip.ts";
import { motionBeats } from "../../motion/features/beat-alignment.ts";
import { beatsOfGrid, fittedGrid } from "../../motion/features/beat-grid.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { SourceError } from "../../system/errors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { median } from "../evaluate/bootstrap.ts";
import { seenBy } from "./seen-by-camera.ts";

export interface ScaleOptions {
  /** Folders of takes, whose styles are their first tags. */
  readonly archives: readonly string[];
  /** As the engine smooths what it records. */
  readonly smoothing: OneEuroOptions;
  /** Where it comes from and on what terms; null for what the takes say. */
  readonly source: string | null;
  readonly licence: string | null;
}

/** A dance of the archive, as long as a measure's stretches need it. */
interface Stretch {
  readonly style: string;
  readonly frames: readonly MotionFrame[];
  readonly beats: readonly Seconds[];
}

/** Frames a second of the archive, as it is read. */
const FPS = 30;
/** A long take is several stretches of about so many frames: each counts as one dance. */
const LONG = 15 * FPS;
const SHORTEST = 4 * FPS;
/** Noise is added so many times to each look, less often than to a take, since there are many. */
const ROUNDS = 6;
/** A style with fewer stretches has no range. */
const FEWEST = 3;

/**
 * Measures every dance of an archive, as it is and as a poor camera would see it twice.
 * Nobody knows the music of most archives: the even beats that a dance's own fall on best stand in for it, so that it can
 * be told how well a camera sees what goes with music; but of that no range is said.
 * @throws SourceError when there is nothing to measure; the signal's reason.
 */
export async function measureArchive(options: ScaleOptions, context: JobContext): Promise<Scale> {
  const [sources, licences] = [new Set<string>(), new Set<string>()];
  const stretches: Stretch[] = [];
  for (const archive of options.archives)
    for await (const track of tracksOf(archive, context.note)) {
      context.signal.throwIfAborted();
      // An animator's hand has no noise of its own, and no weight.
      if (track.isKeyFramed) continue;
      sources.add(track.source);
      licences.add(track.licence);
      for (const frames of inParts(track.frames))
        stretches.push({ style: track.style, frames, beats: evenBeats(frames) });
    }
  if (stretches.length === 0)
    throw new SourceError(
      `${options.archives.join(", ")}: nobody dances for ${SHORTEST / FPS} s, expected takes`,
    );
  const clean: ReadonlyMap<string, number>[] = [];
  const twice: Record<SeenAs, (readonly ReadonlyMap<string, number>[])[]> = {
    "30": [],
    "15": [],
    recorded: [],
  };
  for (const [index, { frames, beats }] of stretches.entries()) {
    clean.push(measured(MEASURES, { clip: clipOf(frames), fps: FPS, beats }));
    for (const as of SEEN_AS) {
      twice[as].push(
        [0, 1].map((look) => valuesOf({ ...seenBy(as, frames, options.smoothing, [index, look]), beats })),
      );
    }
    await step(context, { phase: "measuring", unit: "stretch", done: index + 1, total: stretches.length });
  }
  const styles = [...new Set(stretches.map(({ style }) => style))].sort();
  return {
    source: options.source ?? [...sources].join("; "),
    licence: options.licence ?? [...licences].join("; "),
    stretches: Object.fromEntries(
      styles.map((style) => [style, stretches.filter((one) => one.style === style).length]),
    ),
    seconds: Math.round(stretches.reduce((sum, { frames }) => sum + frames.length, 0) / FPS),
    measures: Object.fromEntries(
      MEASURES.map(({ name, needs }) => {
        const values = clean.map((one) => one.get(name)!);
        const looks = (as: SeenAs) => twice[as].map((two) => two.map((one) => one.get(name) ?? Number.NaN));
        return [
          name,
          scaleOf(values, looks, needs.includes("music") ? null : stretches.map(({ style }) => style)),
        ];
      }),
    ),
  };
}

/** @param styles of the stretches; null where the archive has no range */
function scaleOf(
  values: readonly number[],
  looks: (as: SeenAs) => readonly (readonly number[])[],
  styles: readonly string[] | null,
): MeasureScale {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  const ranges = [...new Set(styles)].sort().flatMap((style) => {
    const own = values.filter((value, index) => styles![index] === style && !Number.isNaN(value));
    return own.length < FEWEST ? [] : [[style, decilesOf(own).map(rounded)] as const];
  });
  return {
    styles: Object.fromEntries(ranges),
    all: styles && decilesOf(known).map(rounded),
    repeatability: Object.fromEntries(
      SEEN_AS.map((as) => [as, repeatabilityOf(values, looks(as), deviation)]),
    ) as Record<SeenAs, Repeatability>,
  };
}

/**
 * Of a dance that is seen twice the two differ by the root of two of what each of them is off. A dance of which a measure has
 * no meaning, as it is, has to repeat as well where a camera finds one.
 */
function repeatabilityOf(
  values: readonly number[],
  looks: readonly (readonly number[])[],
  deviation: number,
): Repeatability {
  const pairs = looks
    .map(([a = Number.NaN, b = Number.NaN], index) => ({ apart: a - b, off: (a + b) / 2 - values[index]! }))
    .filter(({ apart }) => !Number.isNaN(apart));
  const square = pairs.reduce((sum, { apart }) => sum + apart ** 2 / 2, 0) / pairs.length;
  return {
    spread: rounded(Math.sqrt(square) / deviation),
    off: rounded(median(pairs.map(({ off }) => off).filter((off) => !Number.isNaN(off))) / deviation),
  };
}

/** Four digits are enough for a scale. */
const rounded = (value: number): number => Number(value.toPrecision(4));

function valuesOf(dance: DancedToBeats): ReadonlyMap<string, number> {
  const rounds = assessing(MEASURES, dance, ROUNDS);
  for (;;) {
    const round = rounds.next();
    if (round.done) return new Map([...round.value].map(([name, { value }]) => [name, value]));
  }
}

function inParts(frames: readonly MotionFrame[]): readonly (readonly MotionFrame[])[] {
  const count = Math.max(1, Math.round(frames.length / LONG));
  return Array.from({ length: count }, (_, n) =>
    frames.slice(Math.floor((n * frames.length) / count), Math.floor(((n + 1) * frames.length) / count)),
  ).filter((part) => part.length >= SHORTEST);
}

function evenBeats(frames: readonly MotionFrame[]): readonly Seconds[] {
  const grid = fittedGrid(motionBeats(clipOf(frames), FPS));
  return grid ? beatsOfGrid(grid, 0, frames.length / FPS) : [];
}
