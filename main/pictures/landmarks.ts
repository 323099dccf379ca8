/** Pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** So far apart they are at least, and from what is taken, so that none covers another, pixels. */
const APART = 120;
const FROM_TAKEN = 60;
const MOST = 30;
/** Points are one place within this. */
const CELL = 30;

/**
 * Some of the points, spread over all places where there are any: each as far as can be from those before it, the first
 * in the midst of most (farthest-point sampling, Gonzalez 1985).
 * @param taken where there is none @returns indices of points
 */
export function landmarks(points: readonly Spot[], taken: readonly Spot[]): readonly number[] {
  const candidates = centres(points).filter(({ at }) => !taken.some((spot) => apart(spot, at) < FROM_TAKEN));
  const chosen: number[] = [];
  const distances = candidates.map(() => Number.POSITIVE_INFINITY);
  while (chosen.length < MOST) {
    let farthest = -1;
    for (let index = 0; index < candidates.length; index++)
      if (distances[index]! >= APART && (farthest < 0 || distances[index]! > distances[farthest]!))
        farthest = index;
    if (farthest < 0) break;
    const { point, at } = candidates[farthest]!;
    chosen.push(point);
    for (let index = 0; index < candidates.length; index++)
      distances[index] = Math.min(distances[index]!, apart(candidates[index]!.at, at));
  }
  return chosen;
}

const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Of every place the point that is nearest to its middle; the place with most points first. */
function centres(points: readonly Spot[]): readonly { readonly point: number; readonly at: Spot }[] {
  const cells = new Map<string, number[]>();
  for (const [point, { x, y }] of points.entries()) {
    const key = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
    const cell = cells.get(key) ?? [];
    cells.set(key, cell);
    cell.push(point);
  }
  return [...cells.values()]
    .sort((a, b) => b.length - a.length)
    .map((cell) => {
      const middle = {
        x: cell.reduce((sum, one) => sum + points[one]!.x, 0) / cell.length,
        y: cell.reduce((sum, one) => sum + points[one]!.y, 0) / cell.length,
      };
      const point = cell.reduce((a, b) => (apart(points[b]!, middle) < apart(points[a]!, middle) ? b : a));
      return { point, at: points[point]! };
    });
}
