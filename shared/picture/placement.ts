import { isConvex, type PlanePoint, type Quad, WHOLE } from "./quad.ts";

/** How a picture lies on its screen: what a projector needs to hit a wall, a door or a piece of cloth. */
export interface Placement {
  /** Where the corners of the picture are, in shares of the screen. */
  readonly corners: Quad;
  /** Quarter turns clockwise, 0 to 3; then as in a mirror, across or upside down. */
  readonly turns: number;
  readonly flippedAcross: boolean;
  readonly flippedDown: boolean;
  /** Shares of the picture over which its light fades: at the top, right, bottom and left of what the screen shows. */
  readonly softEdges: Edges;
  /** Of the projector: by it light in the middle of a soft edge is half. */
  readonly gamma: number;
  /** Corners of what of the screen may be lit, in shares of it; none for all of it. */
  readonly mask: readonly PlanePoint[];
}

export type Edges = readonly [top: number, right: number, bottom: number, left: number];

/** By the names of screens. */
export type Placements = Readonly<Record<string, Placement>>;

/** The picture fills the screen. */
export const UNPLACED: Placement = {
  ...{ corners: WHOLE, turns: 0, flippedAcross: false, flippedDown: false },
  ...{ softEdges: [0, 0, 0, 0], gamma: 2.2, mask: [] },
};

/** How far outside of the screen a corner may lie, in shares of it. */
export const FARTHEST = 1;
export const WIDEST_EDGE = 0.5;
export const GAMMAS = { least: 1, most: 3 };
/** Corners of a mask. */
export const MASK = { least: 3, most: 32 };
/** Of one installation. */
export const MOST_SCREENS = 32;

/** Whether a picture can be shown so. */
export function isPossible({ corners, mask }: Pick<Placement, "corners" | "mask">): boolean {
  return isConvex(corners) && (mask.length === 0 || mask.length >= MASK.least);
}

/** Whether the picture just fills its screen. */
export function fillsScreen(placement: Placement): boolean {
  return JSON.stringify({ ...placement, gamma: 0 }) === JSON.stringify({ ...UNPLACED, gamma: 0 });
}

/** Whether width and height of the picture change places. */
export const isUpright = ({ turns }: Placement): boolean => turns % 2 === 1;

/** Where the picture's own corners come to, clockwise from its own upper left. */
export function cornersOfPicture({ corners, turns, flippedAcross, flippedDown }: Placement): Quad {
  let [p0, p1, p2, p3] = corners;
  if (flippedAcross) [p0, p1, p2, p3] = [p1, p0, p3, p2];
  if (flippedDown) [p0, p1, p2, p3] = [p3, p2, p1, p0];
  return turned([p0, p1, p2, p3], turns) as unknown as Quad;
}

/** Its soft edges at its own top, right, bottom and left. */
export function edgesOfPicture({ softEdges, turns, flippedAcross, flippedDown }: Placement): Edges {
  let [top, right, bottom, left] = softEdges;
  if (flippedAcross) [right, left] = [left, right];
  if (flippedDown) [top, bottom] = [bottom, top];
  return turned([top, right, bottom, left], turns) as unknown as Edges;
}

/** After a quarter turn clockwise the picture's first corner, and its top, are where the second ones were. */
const turned = <T>(four: readonly T[], turns: number): readonly T[] =>
  four.map((_, index) => four[(index + turns) % 4]!);
