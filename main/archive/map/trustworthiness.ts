import { squareDistance } from "../../motion/moments/features.ts";

/**
 * How far one can trust that neighbours on a map are neighbours in truth, 0 to 1 (Venna and Kaski 2001, as scikit-learn
 * has it): every one of a point's `k` nearest on the map that is not among its `k` nearest in truth costs as many ranks
 * as it is behind them. Takes time with the square of the points.
 * @param truth [points, dimensions] @param places [points, 2] @param k less than half of the points
 */
export function trustworthiness(
  truth: Float32Array,
  dimensions: number,
  places: Float32Array,
  k: number,
  onPoint: (done: number, of: number) => void = () => {},
): number {
  const points = places.length / 2;
  const far = new Float64Array(points);
  const shown = new Float64Array(points);
  let ranks = 0;
  for (let point = 0; point < points; point++) {
    onPoint(point, points);
    for (let other = 0; other < points; other++) {
      const [at, to] = [point * dimensions, other * dimensions];
      far[other] = squareDistance(truth, at, truth, to, dimensions, Number.POSITIVE_INFINITY);
      shown[other] = squareDistance(places, 2 * point, places, 2 * other, 2, Number.POSITIVE_INFINITY);
    }
    shown[point] = Number.POSITIVE_INFINITY;
    for (const neighbour of nearest(shown, k)) {
      let nearer = 0;
      for (let other = 0; other < points; other++)
        if (far[other]! < far[neighbour]! && other !== point) nearer++;
      ranks += Math.max(0, nearer + 1 - k);
    }
  }
  return 1 - (2 / (points * k * (2 * points - 3 * k - 1))) * ranks;
}

/** Which of them are the `k` least. */
function nearest(distances: Float64Array, k: number): readonly number[] {
  const found: number[] = [];
  for (let other = 0; other < distances.length; other++) {
    if (found.length === k && distances[other]! >= distances[found.at(-1)!]!) continue;
    let place = found.length;
    while (place > 0 && distances[found[place - 1]!]! > distances[other]!) place--;
    found.splice(place, 0, other);
    if (found.length > k) found.pop();
  }
  return found;
}
