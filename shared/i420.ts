/*
 * I420: the luma plane Y (width x height), then the chroma planes U and V of half the size, rows packed.
 */

/** Width or height of the chroma planes: an odd side is rounded up. */
export const chromaSide = (side: number): number => (side + 1) >> 1;

/** Bytes of a whole picture. */
export function i420Bytes(width: number, height: number): number {
  return width * height + 2 * chromaSide(width) * chromaSide(height);
}
