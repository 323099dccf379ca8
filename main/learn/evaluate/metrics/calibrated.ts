import { Calibration } from "../../../engine/foresight/calibration.ts";
import { generate } from "../../../generators/generate.ts";
import type { GeneratorState } from "../../../generators/generator.ts";
import { bodyDistance, framesIn, ROW, rowAt, writeRow } from "../../../motion/clip.ts";
import { Stillness } from "../../../motion/stillness.ts";
import { HORIZONS } from "../../train/report/error-ratio.ts";
import { estimatedRatio } from "../bootstrap.ts";
import { eachOf, grouped } from "../groups.ts";
import type { Metric } from "../report.ts";
import type { Seed, UnseenTake } from "../seeds.ts";
import { randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

/** A new prediction is made so often, as in the shadow. */
const EVERY_SECONDS = 0.2;
/** Dance that is observed before the first, which is not yet judged. */
const OBSERVED_SECONDS = 0.4;
const LONGEST_HORIZON = HORIZONS.at(-1)!;
/** Predictions that are made as one batch. */
const BATCH = 64;

/** Where a prediction was made, and its error at each horizon: plain, calibrated, and that of standing still, metres. */
interface Judged {
  readonly seed: Seed;
  readonly plain: readonly number[];
  readonly calibrated: readonly number[];
  readonly repeated: readonly number[];
}

/**
 * Error of the expected path where it is calibrated on the dancer, running through each take in its order: only what
 * she did before a prediction was made is known to it. A take begins with nothing known of her.
 */
export async function calibrated(trial: Trial): Promise<readonly Metric[] | string> {
  const { fps, unseen, work } = trial;
  const judged: Judged[] = [];
  for (const [index, take] of unseen.entries()) {
    judged.push(...(await judgedIn(trial, take)));
    await work.step("takes", index + 1, unseen.length);
  }
  if (judged.length === 0) return `no unbroken dance of ${SEED_SECONDS + 1} s`;
  const errorsAt = (place: number) =>
    new Map([
      ["model", Float64Array.from(judged, ({ calibrated: own }) => own[place]!)],
      ["repeat", Float64Array.from(judged, ({ repeated }) => repeated[place]!)],
    ]);
  const plainAt = (place: number) => Float64Array.from(judged, ({ plain }) => plain[place]!);
  const seeds = judged.map(({ seed }) => seed);
  return HORIZONS.flatMap((frame, place): readonly Metric[] => {
    const errors = errorsAt(place);
    const when = `at ${Math.round((1000 * frame) / fps)} ms`;
    const ratio = (own: ReadonlyMap<string, Float64Array>, of: Float64Array) =>
      grouped(seeds, (which) => eachOf(own, (one) => estimatedRatio(one, of, which)));
    return [
      {
        of: "calibrated",
        what: `error ratio, calibrated on her, ${when}`,
        unit: "",
        ...ratio(errors, errors.get("repeat")!),
      },
      {
        ...{ of: "calibrated", what: `error calibrated on her, of not, ${when}`, unit: "" },
        ...ratio(new Map([["model", errors.get("model")!]]), plainAt(place)),
      },
    ];
  });
}

async function judgedIn(trial: Trial, take: UnseenTake): Promise<readonly Judged[]> {
  const { fps, model } = trial;
  const { generator } = model;
  const { clip, track } = take;
  const begin = framesIn(OBSERVED_SECONDS, fps);
  const every = framesIn(EVERY_SECONDS, fps);
  const states = new Map<number, GeneratorState>();
  let state = generator.initial();
  track.frames.forEach((frame, index) => {
    state = generator.observe(state, frame);
    const isDue = index >= begin && (index - begin) % every === 0 && index + LONGEST_HORIZON < clip.frames;
    if (isDue) states.set(index, state);
  });
  const paths = await pathsFrom(trial, [...states.values()]);
  const calibration = new Calibration(fps);
  const stillness = new Stillness();
  const found: Judged[] = [];
  track.frames.forEach((frame, index) => {
    stillness.push({ t: index / fps, frame });
    calibration.observe(rowAt(clip, index), stillness.moving);
    if (!states.has(index)) return;
    const plain = paths[found.length]!;
    const own = calibration.calibrate(plain);
    const errorsOf = (rows: (ahead: number) => Float32Array) =>
      HORIZONS.map((ahead) => bodyDistance(rows(ahead), rowAt(clip, index + ahead)));
    const rowsOf = (path: Float32Array) => (ahead: number) => path.subarray((ahead - 1) * ROW, ahead * ROW);
    found.push({
      seed: { take, end: index + 1, observedFrames: index + 1 },
      plain: errorsOf(rowsOf(plain)),
      calibrated: errorsOf(rowsOf(own)),
      repeated: errorsOf(() => rowAt(clip, index)),
    });
  });
  return found.filter(({ seed }) => seed.end >= framesIn(SEED_SECONDS, fps));
}

/** The expected path from each state, rows. */
async function pathsFrom(trial: Trial, states: readonly GeneratorState[]): Promise<readonly Float32Array[]> {
  const paths = states.map(() => new Float32Array(LONGEST_HORIZON * ROW));
  for (let from = 0; from < states.length; from += BATCH) {
    const batch = states.slice(from, from + BATCH);
    const path = generate(
      trial.model.generator,
      batch,
      { temperature: 0, styles: null },
      randomFor(trial, 11),
    );
    for (let ahead = 0; ahead < LONGEST_HORIZON; ahead++)
      (await path.next()).value.forEach((frame, index) => {
        writeRow(frame, paths[from + index]!, ahead * ROW);
      });
  }
  return paths;
}
