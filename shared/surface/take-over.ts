/**
 * Soft take-over, or pick-up: a control that does not stand where the value is does nothing until it comes to it or
 * passes it. Otherwise a fader that was left at the top would throw the value there at the first touch.
 * @param before where it stood before, 0 to 1; null where that is not known
 * @param place where it stands now
 * @param value where it would stand if it had the value
 * @param near what counts as being there
 */
export function takesOver(before: number | null, place: number, value: number, near: number): boolean {
  const isThere = (stands: number) => Math.abs(stands - value) <= near;
  if (isThere(place)) return true;
  return before !== null && (isThere(before) || (before - value) * (place - value) < 0);
}
