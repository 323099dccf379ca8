import { bodyDistance, type Clip, framesIn, part, ROW, rowAt } from "../../../motion/clip.ts";
import { describe } from "../../../motion/features/description.ts";
import { faceForward, headingOf } from "../../../motion/heading.ts";
import { type Classifier, learnClasses } from "../classifiers/classifier.ts";
import { continueSeeds, groundTruth } from "../continuations.ts";
import { groupedMeans } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type LabelledClip, type Seed, seedsIn } from "../seeds.ts";
import { judgedAt, type Trial } from "../trial.ts";

/** The phrase that a continuation is to keep to, seconds. */
const PHRASE = 4;
const WINDOW = 2;
/** Where the windows begin, seconds after the phrase. */
const WINDOWS = [0, 2, 6];
/** Seconds between two windows that the classifier learns from. */
const EVERY = 0.5;
/** Of a window's frames, and of the windows in a phrase, every so-manieth is compared. */
const STRIDE = 3;

/** Whether a continuation keeps to the phrase: the share in the seed's style, and the distance from the phrase. */
export async function fidelity(trial: Trial): Promise<readonly Metric[] | string> {
  const { fps, unseen, training, counts } = trial;
  const frames = framesIn(WINDOWS.at(-1)!, fps) + framesIn(WINDOW, fps);
  const styles = [...new Set(training.map(({ style }) => style))].sort();
  const judgedStyles = styles.filter((style) => unseen.some((take) => take.style === style));
  // Every style counts alike, however much of it there is in the training takes.
  const each = Math.round(counts.continuations / judgedStyles.length);
  const seeds = judgedStyles.flatMap((style) =>
    seedsIn(
      unseen.filter((take) => take.style === style),
      framesIn(PHRASE, fps),
      frames,
      each,
    ),
  );
  if (seeds.length === 0)
    return `no unbroken dance of ${PHRASE + WINDOWS.at(-1)! + WINDOW} s in a style of the training takes`;
  const classify = styleClassifier(training, styles, fps);
  const clipsBy = new Map<string, readonly Clip[]>();
  for (const judged of judgedAt(trial)) {
    clipsBy.set(judged.name, await continueSeeds(trial, judged, seeds, frames));
  }
  clipsBy.set("real", groundTruth(seeds, frames));
  const figure = (what: string, unit: string, value: (clip: Clip, seed: Seed) => number): Metric => ({
    ...{ of: "fidelity", what, unit },
    ...groupedMeans(seeds, clipsBy, (clip, index) => value(clip, seeds[index]!)),
  });
  const at = (second: number) => `${second}-${second + WINDOW} s`;
  return [
    ...WINDOWS.map((second) =>
      figure(`in the seed's style at ${at(second)}`, "share", (clip, { take }) =>
        Number(styles[classify(describe(windowOf(clip, second, fps), fps))] === take.style),
      ),
    ),
    ...WINDOWS.map((second) =>
      figure(`from the phrase at ${at(second)}`, "mm", (clip, { take, end, observedFrames }) => {
        const phrase = part(take.clip, end - observedFrames, end);
        return 1000 * distanceToPhrase(windowOf(clip, second, fps), phrase);
      }),
    ),
  ];
}

function windowOf(clip: Clip, second: number, fps: number): Clip {
  const from = framesIn(second, fps);
  return part(clip, from, from + framesIn(WINDOW, fps));
}

/** Tells the style of two seconds of dance, as an index into `styles`, from real dances. */
export function styleClassifier(
  training: readonly LabelledClip[],
  styles: readonly string[],
  fps: number,
): Classifier {
  const samples: Float64Array[] = [];
  const labels: number[] = [];
  const window = framesIn(WINDOW, fps);
  for (const { clip, style } of training) {
    for (let at = 0; at + window <= clip.frames; at += framesIn(EVERY, fps)) {
      samples.push(describe(part(clip, at, at + window), fps));
      labels.push(styles.indexOf(style));
    }
  }
  return learnClasses(samples, labels, styles.length);
}

/**
 * Mean keypoint distance of a window to the stretch of the phrase that is most like it, metres: both in body space,
 * and both facing the same way when they begin.
 */
export function distanceToPhrase(window: Clip, phrase: Clip): number {
  const own = facedRows(window, 0, window.frames);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + window.frames <= phrase.frames; at += STRIDE) {
    const other = facedRows(phrase, at, window.frames);
    const sum = own.reduce((total, row, index) => total + bodyDistance(row, other[index]!), 0);
    least = Math.min(least, sum / own.length);
  }
  return least;
}

function facedRows(clip: Clip, from: number, frames: number): readonly Float32Array[] {
  const heading = headingOf(rowAt(clip, from));
  return Array.from({ length: Math.ceil(frames / STRIDE) }, (_, index) => {
    const row = new Float32Array(ROW);
    faceForward(rowAt(clip, from + index * STRIDE), heading, row);
    return row;
  });
}
