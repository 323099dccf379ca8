/** On a plane: of the screen in shares of its width and height, or in pixels; x to the right, y down. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Four corners, clockwise from the upper left. */
export type Quad = readonly [PlanePoint, PlanePoint, PlanePoint, PlanePoint];

/** The whole screen, in shares of it. */
export const WHOLE: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

/** Twice the least triangle between three corners, in shares of the screen: about a strip of a thousandth of it. */
const LEAST = 2e-3;

/**
 * Whether a picture can be laid onto these corners: each turns to the right by enough. Where one turns to the left the
 * figure is concave or crossed, or is seen from behind; where two fall together nothing is left of it.
 */
export function isConvex(quad: Quad): boolean {
  return quad.every((corner, index) => {
    const [next, after] = [quad[(index + 1) % 4]!, quad[(index + 2) % 4]!];
    const turn = (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x);
    return turn > LEAST;
  });
}
