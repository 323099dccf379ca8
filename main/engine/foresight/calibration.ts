import { clamp } from "../../../shared/numbers.ts";
import { bodyDistance, framesIn, ROOT_AT, ROW } from "../../motion/clip.ts";
import { faceForward, type Heading, headingOf } from "../../motion/heading.ts";
import { Gains, PARTS } from "./gains.ts";
import { OwnMoments } from "./own-moments.ts";
import { RecursiveLeastSquares, type Span } from "./recursive-least-squares.ts";

/** So many frames ahead are calibrated each for itself; what is farther ahead goes with the last of them. */
const AHEAD = 30;
/** Her movement until now, as an input of the gains, is taken over so many frames. */
const FRAMES_AGO = [1, 4, 10] as const;
/** What is predicted, her movement, and the way to her mean pose. */
const INPUTS = 1 + FRAMES_AGO.length + 1;
/** A moment is described by her pose, her movement over so many frames, and what is predicted for so many ahead. */
const DESCRIBED_AGO = [2, 6, 12, 20] as const;
const DESCRIBED_AHEAD = [5, 12, 30] as const;
const DESCRIPTION = (1 + DESCRIBED_AGO.length + DESCRIBED_AHEAD.length) * ROOT_AT;
const HISTORY = 1 + Math.max(...FRAMES_AGO, ...DESCRIBED_AGO);
/** Time constant of her mean pose. */
const MEAN_SECONDS = 10;
/** What she danced this much dancing ago counts 1/e of what she dances now. */
const MEMORY_SECONDS = 20;
/** Root mean square of the coordinates' displacement, metres, below which samples of it are weighed no more. */
const SMALL = 0.05;
/** The caution of the gains grows by so many times from now to `AHEAD`. */
const CAUTION = 4;
/** How much of the two corrections, the gains' and that of her own moments, is believed before they have shown their worth, */
const TRUST = Float64Array.of(0.5, 0);
/** and how many samples that counts for. */
const TRUST_SAMPLES = 5;
/** How well she is foreseen is told for this far ahead. */
const TOLD_SECONDS = 0.4;

const WHOLE: readonly Span[] = [[0, ROW]];
const NOWHERE = new Float32Array(ROW);

/** A prediction of which it is not yet known what she does. */
interface Pending {
  readonly now: Float32Array;
  readonly heading: Heading;
  readonly description: Float32Array;
  /** Inputs that are the same for every frame ahead: rows. */
  readonly known: readonly Float32Array[];
  /** Displacements from now, rows of each frame ahead: as predicted, with the gains, and the correction of own moments. */
  readonly predicted: Float32Array;
  readonly gained: Float32Array;
  readonly correction: Float32Array;
  readonly calibrated: Float32Array;
  /** What she did, as far as it is known already: as many rows as there are frames to learn from. */
  readonly done: Float32Array;
  readonly frames: number;
  age: number;
}

/**
 * The foresight, calibrated on one dancer: from each prediction and what she then did it learns how much of a
 * prediction to believe, for each moment ahead and each part of the body, and what she does after such moments. What
 * hasn't helped on her latest seconds isn't used. Cost and memory stay the same however long she dances.
 */
export class Calibration {
  readonly #told: number;
  readonly #fading: number;
  readonly #meanShare: number;
  /** Rows of her last frames, the newest first. */
  readonly #history: Float32Array[] = [];
  /** Her mean pose, facing +z, and how much of it is known. */
  readonly #mean = new Float32Array(ROOT_AT);
  #known = 0;
  readonly #gains = Array.from(
    { length: AHEAD },
    (_, h) => new Gains(INPUTS, 1 + (CAUTION * (h + 1)) / AHEAD),
  );
  readonly #trust = Array.from({ length: AHEAD }, () => new RecursiveLeastSquares(TRUST.length));
  readonly #moments = new OwnMoments(DESCRIPTION, AHEAD * ROOT_AT);
  #pending: Pending[] = [];
  #moving = false;
  /** Faded sums of errors `TOLD_SECONDS` ahead, metres: as foreseen, and of standing still. */
  #error = 0;
  #standing = 0;

  constructor(fps: number) {
    this.#told = framesIn(TOLD_SECONDS, fps);
    this.#fading = Math.exp(-1 / (MEMORY_SECONDS * fps));
    this.#meanShare = 1 / (MEAN_SECONDS * fps);
  }

  /** Error of the foresight 0.4 s ahead, of that of standing still, over her last seconds; null before any is known. */
  get foreseen(): number | null {
    return this.#standing > 0 ? this.#error / this.#standing : null;
  }

  /**
   * The next frame of hers on the even grid.
   * @param row (motion/clip.ts). @param moving whether she dances: who stands still teaches nothing, and nothing is forgotten.
   */
  observe(row: Float32Array, moving: boolean): void {
    this.#moving = moving;
    this.#history.unshift(row);
    this.#history.length = Math.min(this.#history.length, HISTORY);
    this.#updateMean(row);
    if (moving) this.#fade();
    for (const pending of this.#pending) this.#follow(pending, row);
    this.#pending = this.#pending.filter(({ age, frames }) => age < frames);
  }

  /**
   * The path as it is to be believed.
   * @param path rows of the frames that are predicted after the last one of hers, [frames, 60]; at least one of hers was observed.
   */
  calibrate(path: Float32Array): Float32Array {
    const now = this.#history[0];
    if (!now) throw new Error("a path was to be calibrated before its dancer was observed");
    const count = path.length / ROW;
    const heading = headingOf(now);
    const known = [...FRAMES_AGO.map((frames) => this.#since(frames)), this.#toMean(now, heading)];
    const predicted = path.map((value, i) => value - now[i % ROW]!);
    const description = this.#describe(now, heading, predicted);
    const gained = this.#withGains(predicted, known);
    const correction = this.#correction(description, heading, count);
    const calibrated = this.#trusted(predicted, gained, correction);
    if (this.#moving) {
      const frames = Math.min(AHEAD, count);
      // One prediction a frame of hers is enough to learn from.
      if (this.#pending.at(-1)?.age === 0) this.#pending.pop();
      this.#pending.push({
        ...{ now, heading, description, known, predicted, gained, correction, calibrated },
        ...{ done: new Float32Array(frames * ROW), frames, age: 0 },
      });
    }
    return calibrated.map((value, i) => value + now[i % ROW]!);
  }

  /** After a gap in time: what she does now tells nothing of what was predicted before it. */
  breakOff(): void {
    this.#history.length = 0;
    this.#pending = [];
  }

  #updateMean(row: Float32Array): void {
    const facing = new Float32Array(ROOT_AT);
    faceForward(row.subarray(0, ROOT_AT), headingOf(row), facing);
    this.#known += (1 - this.#known) * this.#meanShare;
    const share = this.#meanShare / this.#known;
    for (let i = 0; i < ROOT_AT; i++) this.#mean[i]! += (facing[i]! - this.#mean[i]!) * share;
  }

  #fade(): void {
    for (const gains of this.#gains) gains.fade(this.#fading);
    for (const trust of this.#trust) trust.fade(this.#fading);
    this.#error *= this.#fading;
    this.#standing *= this.#fading;
  }

  /** Keeps what she does of what was predicted; once all of it is known, it is learnt from. */
  #follow(pending: Pending, row: Float32Array): void {
    const { now, done, frames } = pending;
    const at = pending.age++ * ROW;
    for (let i = 0; i < ROW; i++) done[at + i] = row[i]! - now[i]!;
    if (pending.age === frames) this.#learn(pending);
  }

  /**
   * All moments ahead learn from the same predictions, so that what is learnt has no steps from one to the next: those
   * beyond a path's end learn from its last frame.
   */
  #learn({
    heading,
    description,
    known,
    predicted,
    gained,
    correction,
    calibrated,
    done,
    frames,
  }: Pending): void {
    const residual = new Float32Array(AHEAD * ROOT_AT);
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      const at = Math.min(ahead, frames - 1) * ROW;
      const rowOf = (values: Float32Array) => values.subarray(at, at + ROW);
      const did = rowOf(done);
      let square = 0;
      for (let i = 0; i < ROOT_AT; i++) square += did[i]! ** 2;
      const weight = 1 / Math.sqrt(square + SMALL ** 2 * ROOT_AT);
      this.#gains[ahead]!.add([rowOf(predicted), ...known, did], weight);
      const byGains = rowOf(gained).map((value, i) => value - predicted[at + i]!);
      const left = did.map((value, i) => value - predicted[at + i]!);
      this.#trust[ahead]!.add([byGains, rowOf(correction), left], WHOLE, weight);
      const afterGains = did.subarray(0, ROOT_AT).map((value, i) => value - gained[at + i]!);
      faceForward(afterGains, heading, residual, ahead * ROOT_AT);
      if (ahead + 1 === this.#told) {
        this.#error += bodyDistance(rowOf(calibrated), did);
        this.#standing += bodyDistance(NOWHERE, did);
      }
    }
    this.#moments.add(description, residual);
  }

  /** Her displacement over the last frames. */
  #since(frames: number): Float32Array {
    const now = this.#history[0]!;
    const then = this.#history[Math.min(frames, this.#history.length - 1)]!;
    return now.map((value, i) => value - then[i]!);
  }

  /** The way from a pose to her mean one. */
  #toMean(now: Float32Array, { cos, sin }: Heading): Float32Array {
    const way = new Float32Array(ROW);
    faceForward(this.#mean, { cos, sin: -sin }, way);
    for (let i = 0; i < ROOT_AT; i++) way[i]! -= now[i]!;
    return way;
  }

  #describe(now: Float32Array, heading: Heading, predicted: Float32Array): Float32Array {
    const description = new Float32Array(DESCRIPTION);
    const last = predicted.length / ROW - 1;
    const rows = [
      now,
      ...DESCRIBED_AGO.map((frames) => this.#since(frames)),
      ...DESCRIBED_AHEAD.map((frames) => predicted.subarray(Math.min(frames - 1, last) * ROW)),
    ];
    rows.forEach((row, index) => {
      faceForward(row.subarray(0, ROOT_AT), heading, description, index * ROOT_AT);
    });
    return description;
  }

  #withGains(predicted: Float32Array, known: readonly Float32Array[]): Float32Array {
    const gained = new Float32Array(predicted.length);
    let gains: readonly Float64Array[] = [];
    for (let at = 0, ahead = 0; at < predicted.length; at += ROW, ahead++) {
      if (ahead < AHEAD) gains = this.#gains[ahead]!.weights();
      gains.forEach((gain, part) => {
        for (const [from, to] of PARTS[part]!)
          for (let i = from; i < to; i++) {
            let sum = gain[0]! * predicted[at + i]!;
            for (let input = 0; input < known.length; input++) sum += gain[input + 1]! * known[input]![i]!;
            gained[at + i] = sum;
          }
      });
    }
    return gained;
  }

  /** What her own moments say of what the gains leave over, as rows in the room. */
  #correction(description: Float32Array, { cos, sin }: Heading, count: number): Float32Array {
    const correction = new Float32Array(count * ROW);
    const expected = this.#moments.outcome(description);
    for (let ahead = 0; ahead < count; ahead++) {
      const from = Math.min(ahead, AHEAD - 1) * ROOT_AT;
      faceForward(expected.subarray(from, from + ROOT_AT), { cos, sin: -sin }, correction, ahead * ROW);
    }
    return correction;
  }

  #trusted(predicted: Float32Array, gained: Float32Array, correction: Float32Array): Float32Array {
    const trust = new Float64Array(TRUST.length);
    const calibrated = new Float32Array(predicted.length);
    for (let at = 0, ahead = 0; at < predicted.length; at += ROW, ahead++) {
      if (ahead < AHEAD) this.#trust[ahead]!.weights(TRUST, TRUST_SAMPLES, trust);
      const [gains, moments] = [clamp(trust[0]!, 0, 1), clamp(trust[1]!, 0, 1)];
      for (let i = at; i < at + ROW; i++) {
        const plain = predicted[i]!;
        calibrated[i] = plain + gains * (gained[i]! - plain) + moments * correction[i]!;
      }
    }
    return calibrated;
  }
}
