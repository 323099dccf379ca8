import type { Seconds } from "../../shared/pose.ts";

/*
 * Transitions from one motion to another without a jump in position or velocity: the new motion at once, plus its offset
 * from the old one, which decays as a critically damped spring does (Bollo, "Inertialization: High-Performance Animation
 * Transitions in Gears of War", GDC 2018).
 */

/** The offset between two motions has this half-life, */
const HALF_LIFE: Seconds = 0.12;
/** or a longer one, where the joints would be accelerated by more than this on average, metres a second squared, */
const MAX_ACCELERATION = 10;
/** but none longer than this. */
const LONGEST_HALF_LIFE: Seconds = 0.6;

/**
 * The half-life at which the spring's first acceleration, rate^2 x position + 2 x rate x velocity, is MAX_ACCELERATION,
 * mean over the points.
 * @param position offset of each point, x, y, z side by side, metres
 * @param velocity metres a second
 */
export function halfLifeFor(position: ArrayLike<number>, velocity: ArrayLike<number>): Seconds {
  const [x, v] = [meanLength(position), meanLength(velocity)];
  const rate = MAX_ACCELERATION / Math.max(1e-9, v + Math.sqrt(v * v + MAX_ACCELERATION * x));
  return Math.min(LONGEST_HALF_LIFE, Math.max(HALF_LIFE, (2 * Math.LN2) / rate));
}

/** Mean length of vectors side by side. */
export function meanLength(vectors: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < vectors.length; at += 3) {
    sum += Math.hypot(vectors[at]!, vectors[at + 1]!, vectors[at + 2]!);
  }
  return (3 * sum) / vectors.length;
}

/** A critically damped spring towards 0, `passed` seconds after it was at `position` with `velocity`. */
export function decayed(position: number, velocity: number, passed: Seconds, halfLife: Seconds): number {
  const rate = (2 * Math.LN2) / halfLife;
  return (position + (velocity + position * rate) * passed) * Math.exp(-rate * passed);
}
