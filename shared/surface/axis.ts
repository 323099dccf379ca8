/** Of a stick at rest: none comes back to its middle exactly. */
export const DEAD_ZONE = 0.12;
/** From here on it is at its end: few reach it. */
const END = 0.96;

/** An axis, -1 to 1, without its dead zone: 0 within it, and from there on evenly to its ends. */
export function liveAxis(value: number): number {
  const size = Math.abs(value);
  if (!(size > DEAD_ZONE)) return 0;
  return Math.sign(value) * Math.min(1, (size - DEAD_ZONE) / (END - DEAD_ZONE));
}
