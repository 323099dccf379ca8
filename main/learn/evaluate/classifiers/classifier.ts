import { standardiser } from "../../../motion/features/frechet.ts";

/** Steps of gradient descent with momentum, their length, and the pull of every weight towards 0. */
const STEPS = 300;
const RATE = 0.1;
const MOMENTUM = 0.9;
const DECAY = 0.01;

/** The class that a description belongs to. */
export type Classifier = (description: Float64Array) => number;

export interface LinearClassifier {
  readonly classify: Classifier;
  /** What each column of a description adds to the score of a class; the scores differ by a constant as well. */
  terms(description: Float64Array, of: number): Float64Array;
}

export const learnClasses = (
  samples: readonly Float64Array[],
  labels: readonly number[],
  classes: number,
): Classifier => learnLinear(samples, labels, classes).classify;

/**
 * Softmax regression on standardised descriptions, every class counting alike however many samples it has. Begins at
 * zero and takes all samples at each step, so that the same samples give the same classifier on every machine.
 * @param labels class of each sample, 0 to classes - 1.
 */
export function learnLinear(
  samples: readonly Float64Array[],
  labels: readonly number[],
  classes: number,
): LinearClassifier {
  const standard = standardiser(samples);
  const inputs = standard(samples).map(withOne);
  const width = inputs[0]!.length;
  const weights = Array.from({ length: classes }, () => new Float64Array(width));
  const velocity = weights.map(() => new Float64Array(width));
  const counts = weights.map((_, own) => labels.filter((label) => label === own).length);
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((own) => own.map((weight, i) => (i === width - 1 ? 0 : DECAY * weight)));
    inputs.forEach((input, index) => {
      const label = labels[index]!;
      const share = 1 / (classes * counts[label]!);
      softmax(weights.map((own) => dot(own, input))).forEach((probability, own) => {
        const off = share * (probability - Number(own === label));
        const slope = slopes[own]!;
        for (let i = 0; i < width; i++) slope[i]! += off * input[i]!;
      });
    });
    weights.forEach((own, which) => {
      for (let i = 0; i < width; i++) {
        velocity[which]![i] = MOMENTUM * velocity[which]![i]! - RATE * slopes[which]![i]!;
        own[i]! += velocity[which]![i]!;
      }
    });
  }
  return {
    classify: (description) => {
      const input = withOne(standard([description])[0]!);
      const scores = weights.map((own) => dot(own, input));
      return scores.indexOf(Math.max(...scores));
    },
    terms: (description, of) => standard([description])[0]!.map((value, i) => value * weights[of]![i]!),
  };
}

const withOne = (values: Float64Array): Float64Array => Float64Array.of(...values, 1);

function softmax(scores: readonly number[]): readonly number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
