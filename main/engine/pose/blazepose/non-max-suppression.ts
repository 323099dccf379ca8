/** One box of the person detector's: centre x, y, width, height, then points x, y. */
export interface Candidate {
  readonly score: number;
  readonly values: Float32Array;
}

/** Two boxes that share more than this part of their union show one person. MediaPipe, pose_detection. */
const SAME = 0.3;

/**
 * Weighted non-maximum suppression: one candidate a person, by descending score, each the mean, weighted by score, of
 * all that overlap with the best of them. MediaPipe, NonMaxSuppressionCalculator, WEIGHTED.
 */
export function mergeOverlapping(candidates: readonly Candidate[]): Candidate[] {
  let left = candidates.toSorted((a, b) => b.score - a.score);
  const people: Candidate[] = [];
  while (left.length > 0) {
    const best = left[0]!;
    const same = left.filter((other) => overlap(best.values, other.values) > SAME || other === best);
    left = left.filter((other) => !same.includes(other));
    people.push({ score: best.score, values: weightedMean(same) });
  }
  return people;
}

function weightedMean(candidates: readonly Candidate[]): Float32Array {
  const total = candidates.reduce((sum, { score }) => sum + score, 0);
  const mean = new Float32Array(candidates[0]!.values.length);
  for (const { score, values } of candidates) {
    for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! + (values[i]! * score) / total;
  }
  return mean;
}

/** Intersection over union. */
function overlap(a: Float32Array, b: Float32Array): number {
  const shared = span(a[0]!, a[2]!, b[0]!, b[2]!) * span(a[1]!, a[3]!, b[1]!, b[3]!);
  const union = a[2]! * a[3]! + b[2]! * b[3]! - shared;
  return union > 0 ? shared / union : 0;
}

/** Common length of two intervals given by middle and length. */
function span(a: number, aLength: number, b: number, bLength: number): number {
  const start = Math.max(a - aLength / 2, b - bLength / 2);
  const end = Math.min(a + aLength / 2, b + bLength / 2);
  return Math.max(0, end - start);
}
