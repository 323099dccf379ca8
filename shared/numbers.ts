/** The value, or the limit that it is beyond. */
export function clamp(value: number, min = 0, max = 1): number {
  return Math.min(max, Math.max(min, value));
}

/** Linear interpolation: 0 is `from`, 1 is `to`. */
export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
