import type { MapTrack } from "../../../shared/desk/map.ts";
import { PALETTE, type PointClass } from "../../../shared/map-colouring.ts";

/** How a point is drawn: in a colour of the palette by its index, or as one of these. */
export const TONES = { grey: PALETTE.length, shown: PALETTE.length + 1, faint: PALETTE.length + 2 } as const;

export interface Emphasis {
  /** Of the classes: the others are faint. null for none. */
  readonly chosenClass: number | null;
  /** Of the moments, 1 for those that stand out; null where none do. */
  readonly mask: Uint8Array | null;
}

/** How each point is drawn, [moments]. */
export function tonesOf(
  tracks: readonly MapTrack[],
  classes: readonly PointClass[],
  ofTrack: Uint32Array,
  { chosenClass, mask }: Emphasis,
): Uint8Array {
  const last = tracks.at(-1);
  const tones = new Uint8Array(last ? last.first + last.count : 0);
  tracks.forEach(({ first, count }, at) => {
    const own = ofTrack[at]!;
    const { colour } = classes[own]!;
    const isChosen = chosenClass === own;
    const tone =
      chosenClass !== null && !isChosen ? TONES.faint : (colour ?? (isChosen ? TONES.shown : TONES.grey));
    tones.fill(tone, first, first + count);
  });
  if (mask)
    for (let moment = 0; moment < tones.length; moment++) if (mask[moment] === 0) tones[moment] = TONES.faint;
  return tones;
}
