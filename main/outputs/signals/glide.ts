import type { Seconds } from "../../../shared/pose.ts";

/**
 * One step of an exponential approach: what is shown `dt` seconds after `shown`, on the way to `value`.
 * @param tau time constant, in which 63 % of the way is made; 0 is there at once.
 * @param circular past 1 it goes on at 0, and the shorter way round is taken.
 */
export function glide(shown: number, value: number, dt: Seconds, tau: Seconds, circular: boolean): number {
  if (tau <= 0) return value;
  const share = 1 - Math.exp(-dt / tau);
  let step = value - shown;
  if (!circular) return shown + share * step;
  step -= Math.round(step);
  const reached = shown + share * step;
  return reached - Math.floor(reached);
}
