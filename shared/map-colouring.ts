/*
 * What the colours of a map of poses tell apart, on the desk as in pictures.
 */

export const COLOURINGS = ["style", "dancer", "film"] as const;
export type Colouring = (typeof COLOURINGS)[number];

/**
 * Colours that those can tell apart, too, who see no red or no green (Okabe and Ito 2008, "Color Universal Design"), with
 * white for their black since the map is dark. There are no more of that kind.
 */
export const PALETTE = [
  "#56b4e9",
  "#e69f00",
  "#009e73",
  "#f0e442",
  "#cc79a7",
  "#d55e00",
  "#f2f4f8",
  "#0072b2",
] as const;
export const GREY = "#8b93a3";

/** What a track of a map is called by. */
export interface ColouredTrack {
  readonly dancer: string;
  readonly style: string;
  readonly source: string;
  /** Its moments. */
  readonly count: number;
}

/** What some of the points have in common. */
export interface PointClass {
  /** Empty where the takes do not say. */
  readonly name: string;
  readonly moments: number;
  /** Of `PALETTE`; null for one that is grey since there are too many. */
  readonly colour: number | null;
}

const NAMES: Readonly<Record<Colouring, (track: ColouredTrack) => string>> = {
  dancer: ({ dancer }) => dancer,
  style: ({ style }) => style,
  film: ({ source }) => source,
};

/** The classes, the largest first, and of each track the class that it is of. */
export function classesOf(
  tracks: readonly ColouredTrack[],
  by: Colouring,
): { readonly classes: readonly PointClass[]; readonly ofTrack: Uint32Array } {
  const nameOf = NAMES[by];
  const counts = new Map<string, number>();
  for (const track of tracks) counts.set(nameOf(track), (counts.get(nameOf(track)) ?? 0) + track.count);
  const sorted = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const order = new Map(sorted.map(([name], at) => [name, at]));
  return {
    classes: sorted.map(([name, moments], at) => ({
      ...{ name, moments },
      colour: at < PALETTE.length ? at : null,
    })),
    ofTrack: Uint32Array.from(tracks, (track) => order.get(nameOf(track))!),
  };
}
