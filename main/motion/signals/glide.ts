/**
 * One step of an exponential approach: what is shown next after `shown`, when `share` of the way to `value` is made.
 * @param circular past 1 it goes on at 0, and the shorter way round is taken.
 */
export function glide(shown: number, value: number, share: number, circular: boolean): number {
  if (share === 1) return value;
  let step = value - shown;
  if (!circular) return shown + share * step;
  step -= Math.round(step);
  const reached = shown + share * step;
  return reached - Math.floor(reached);
}
