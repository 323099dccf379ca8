/** How a picture lies in its file, as EXIF numbers it: 1 upright, 6 a quarter turn to the left, 2 mirrored, and so on. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** ffmpeg's filters that turn such a picture upright. */
export const UPRIGHT: Readonly<Record<Orientation, readonly string[]>> = {
  1: [],
  2: ["hflip"],
  3: ["hflip", "vflip"],
  4: ["vflip"],
  5: ["transpose=cclock_flip"],
  6: ["transpose=clock"],
  7: ["transpose=clock_flip"],
  8: ["transpose=cclock"],
};

/** Of the whole, the share that is taken for none: the sine of one degree. */
const NONE = 0.018;

/**
 * The same for a display matrix: x to the right and y down in the picture are a and b for x among the pixels, c and d
 * for y. A turn by any other angle than a quarter leaves the picture its size.
 * @param matrix as ffprobe prints it, in three rows of three numbers: a b u, c d v, x y w.
 */
export function uprightByMatrix(matrix: string): readonly string[] {
  const rows = [...matrix.matchAll(/^[0-9a-f]+:\s+(-?\d+)\s+(-?\d+)/gm)];
  const [a = 0, b = 0, c = 0, d = 0] = rows
    .slice(0, 2)
    .flatMap(([, one, other]) => [Number(one), Number(other)]);
  const least = NONE * Math.hypot(a, b, c, d);
  const isNone = (...values: readonly number[]) => values.every((value) => Math.abs(value) <= least);
  if (isNone(a, b, c, d)) return [];
  if (isNone(b, c)) return UPRIGHT[a > 0 ? (d > 0 ? 1 : 4) : d > 0 ? 2 : 3];
  if (isNone(a, d)) return UPRIGHT[b > 0 ? (c > 0 ? 5 : 6) : c > 0 ? 8 : 7];
  return [`rotate=${Math.atan2(b, a).toFixed(4)}`];
}
