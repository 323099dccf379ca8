import { FEATURES, squareDistance, writeFeatures } from "./features.ts";
import { APART, type Moments, placementAt, pointOf } from "./moments.ts";
import { Nearest, type PoseIndex } from "./pose-index.ts";

/** A moment that is like another: `distance` is the joints' root mean square, metres. */
export interface NearMoment {
  readonly moment: number;
  readonly distance: number;
}

/** Which are left out. */
export type IsExcluded = (moment: number) => boolean;

/**
 * The moments most like features, the nearest first, each at least two thirds of a second from the others.
 * @param features of a pose and its velocity, see features.ts
 */
export function nearestMoments(
  moments: Moments & { readonly index: PoseIndex },
  features: Float32Array,
  count: number,
  isExcluded?: IsExcluded,
): readonly NearMoment[] {
  return moments.index
    .nearest(pointOf(moments, features), count, Number.POSITIVE_INFINITY, APART, isExcluded)
    .map(({ frame, distance }) => ({ moment: frame, distance }));
}

/**
 * The same of a pose whose velocity nobody knows, so that it does not count: every moment is looked at, some 1 µs each.
 * @param placement on the body of an adult, [57]
 */
export function nearestPoses(
  moments: Moments,
  placement: Float32Array,
  count: number,
  isExcluded: IsExcluded = () => false,
): readonly NearMoment[] {
  const still = (of: Float32Array, out: Float32Array) => {
    writeFeatures(of, of, moments.fps, out);
    return out;
  };
  const query = still(placement, new Float32Array(FEATURES));
  const features = new Float32Array(FEATURES);
  const found = new Nearest(count, Number.POSITIVE_INFINITY, APART);
  for (let moment = 0; moment < moments.trackOf.length; moment++) {
    still(placementAt(moments, moment), features);
    const square = squareDistance(features, 0, query, 0, FEATURES, found.limit);
    if (square < found.limit && !isExcluded(moment)) found.add(moment, square);
  }
  return found.inOrder().map(({ frame, distance }) => ({ moment: frame, distance }));
}
