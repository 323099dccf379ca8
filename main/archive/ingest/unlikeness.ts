/*
 * How unlike two small pictures are, apart from brightness, contrast and movement: each block of one is looked for in the
 * other, near its place.
 */

/** Brightness of each pixel, a row after the other. */
export interface Luma {
  readonly width: number;
  readonly height: number;
  /** At least `width * height`; what is behind that is not read. */
  readonly data: Uint8Array;
}

/** The same with mean 0 and standard deviation 1. */
export interface Normalised {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A picture whose brightness deviates less is empty, and its noise is not made a picture of. */
const LEAST_CONTRAST = 4;

/** Side of a block, and how far it may have moved, pixels. */
const BLOCK = 8;
const REACH = 4;

export function normalised({ width, height, data }: Luma): Normalised {
  const count = width * height;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    sum += data[i]!;
    squares += data[i]! * data[i]!;
  }
  const mean = sum / count;
  const deviation = Math.max(LEAST_CONTRAST, Math.sqrt(Math.max(0, squares / count - mean * mean)));
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) out[i] = (data[i]! - mean) / deviation;
  return { width, height, data: out };
}

/**
 * Mean difference of the blocks of `b` from the most similar ones of `a`, in standard deviations of brightness: under 0.1
 * from frame to frame, 0.3 where only a dancer is elsewhere, 0.7 and more between different pictures. Of one size.
 */
export function unlikeness(a: Normalised, b: Normalised): number {
  const { width, height } = b;
  let [sum, blocks] = [0, 0];
  for (let y = 0; y + BLOCK <= height; y += BLOCK) {
    for (let x = 0; x + BLOCK <= width; x += BLOCK) {
      sum += leastDifference(a, b, x, y);
      blocks++;
    }
  }
  return blocks > 0 ? sum / (blocks * BLOCK * BLOCK) : 0;
}

function leastDifference(a: Normalised, b: Normalised, x: number, y: number): number {
  // In its own place first: most blocks are still there, and whatever is worse is given up early.
  let least = blockDifference(a, b, x, y, x, y, Number.POSITIVE_INFINITY);
  const [left, right] = [Math.max(0, x - REACH), Math.min(b.width - BLOCK, x + REACH)];
  const [top, bottom] = [Math.max(0, y - REACH), Math.min(b.height - BLOCK, y + REACH)];
  for (let v = top; v <= bottom; v++)
    for (let u = left; u <= right; u++) least = Math.min(least, blockDifference(a, b, u, v, x, y, least));
  return least;
}

/** Of the block of `a` at u, v from that of `b` at x, y; more than `most` where it is more. */
function blockDifference(
  { data: from, width }: Normalised,
  { data: to }: Normalised,
  u: number,
  v: number,
  x: number,
  y: number,
  most: number,
): number {
  let sum = 0;
  for (let row = 0; row < BLOCK && sum <= most; row++) {
    const [p, q] = [(v + row) * width + u, (y + row) * width + x];
    for (let column = 0; column < BLOCK; column++) sum += Math.abs(to[q + column]! - from[p + column]!);
  }
  return sum;
}
