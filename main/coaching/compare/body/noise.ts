import { type Clip, ROW } from "../../../motion/clip.ts";

/** Binomial weights of the fourth difference: what bodies do hardly has any, and white noise 70 times its variance. */
const FOURTH = [1, -4, 6, -4, 1];
const GAIN = FOURTH.reduce((sum, weight) => sum + weight * weight, 0);
/** The median of the square of a standard normal variable. */
const MEDIAN_SQUARE = 0.4549;

/**
 * Variance of a camera's noise in each number of a dance's rows, square metres: [60]. By the median over the frames, so
 * that what is quick now and then does not count as noise.
 */
export function noiseOf({ frames, values }: Clip): Float64Array {
  return Float64Array.from({ length: ROW }, (_, k) => {
    const squares = new Float64Array(Math.max(0, frames - FOURTH.length + 1));
    for (let frame = 0; frame < squares.length; frame++) {
      let sum = 0;
      for (let i = 0; i < FOURTH.length; i++) sum += FOURTH[i]! * values[(frame + i) * ROW + k]!;
      squares[frame] = sum * sum;
    }
    return (squares.sort()[squares.length >> 1] ?? 0) / (MEDIAN_SQUARE * GAIN);
  });
}
