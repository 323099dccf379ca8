import { J } from "../../../shared/skeleton.ts";
import { ROOT_AT, ROW } from "../../motion/clip.ts";
import { RecursiveLeastSquares, type Span } from "./recursive-least-squares.ts";

/** Coordinates of a row whose gains are learnt together: trunk and head, arms, legs, and where the hips are. */
export const PARTS: readonly (readonly Span[])[] = [
  [
    [0, 3 * J.left_elbow],
    [3 * J.left_hip, 3 * J.left_knee],
  ],
  [[3 * J.left_elbow, 3 * J.left_hip]],
  [[3 * J.left_knee, ROOT_AT]],
  [[ROOT_AT, ROW]],
];
/** Those of the body. */
const OF_THE_BODY = 3;

/** The gains of the whole body are as if so many samples had said: believe what is predicted, and nothing else. */
const BELIEF = 0.5;
/** Those of a part, as if so many had said what the whole body's did. */
const PART_BELIEF = 5;

/**
 * How much of what is predicted for one moment ahead to believe, and how much of what else is known: one gain for each
 * input, of each part of the body, by least squares on what she then did. First the body as a whole tells, then its
 * parts, as far as they have shown that they differ.
 */
export class Gains {
  readonly #inputs: number;
  readonly #parts: readonly RecursiveLeastSquares[];
  readonly #body: RecursiveLeastSquares;
  readonly #caution: number;
  readonly #plain: Float64Array;

  /**
   * @param inputs the first of them is the predicted displacement.
   * @param caution so many times the samples are needed: those of the far future overlap, and tell the same again.
   */
  constructor(inputs: number, caution: number) {
    this.#inputs = inputs;
    this.#caution = caution;
    this.#parts = PARTS.map(() => new RecursiveLeastSquares(inputs));
    this.#body = new RecursiveLeastSquares(inputs);
    this.#plain = new Float64Array(inputs);
    this.#plain[0] = 1;
  }

  fade(share: number): void {
    for (const part of this.#parts) part.fade(share);
  }

  /** @param columns the inputs and what she did, rows of displacements, metres. */
  add(columns: readonly Float32Array[], weight: number): void {
    this.#parts.forEach((part, index) => {
      part.add(columns, PARTS[index]!, weight);
    });
  }

  /** Of each of `PARTS`, one for each input. */
  weights(): readonly Float64Array[] {
    this.#body.clear();
    for (const part of this.#parts.slice(0, OF_THE_BODY)) this.#body.addAll(part);
    const whole = new Float64Array(this.#inputs);
    this.#body.weights(this.#plain, BELIEF * this.#caution, whole);
    return this.#parts.map((part, index) => {
      const prior = index < OF_THE_BODY ? whole : this.#plain;
      const gains = new Float64Array(this.#inputs);
      part.weights(prior, PART_BELIEF * this.#caution, gains);
      return gains;
    });
  }
}
