import type { Seconds } from "../../../shared/pose.ts";

/** The share of the way that an exponential approach makes in `dt`: 63 % in a time constant `tau`, all of it where that is 0. */
export function shareOfWay(dt: Seconds, tau: Seconds): number {
  return tau <= 0 ? 1 : 1 - Math.exp(-dt / tau);
}

/**
 * One step of an exponential approach from `shown` to `value`.
 * @param circular after 1 comes 0 again, and the shorter way round is taken.
 */
export function glide(shown: number, value: number, share: number, circular: boolean): number {
  if (share === 1) return value;
  let step = value - shown;
  if (!circular) return shown + share * step;
  step -= Math.round(step);
  const reached = shown + share * step;
  return reached - Math.floor(reached);
}
