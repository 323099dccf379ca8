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
