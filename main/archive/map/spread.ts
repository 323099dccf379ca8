import { AXES } from "../../motion/moments/moments.ts";
import { PoseIndex } from "../../motion/moments/pose-index.ts";
import { treeOf } from "../../motion/moments/pose-tree.ts";
import type { Random } from "../../motion/random.ts";

/** Of so many times as many as are wanted it is known how rare they are. */
const LOOKED_AT = 3;

/**
 * Chooses moments to lay out for all of them: first evenly over all tracks and times, then of these the rarer a pose, the
 * likelier, by the distance to its neighbours (a draw by weight without putting back, Efraimidis and Spirakis 2006).
 * @param points [moments, 24] @returns in their order
 */
export function spread(
  points: Float32Array,
  count: number,
  neighbours: number,
  random: Random,
  onMoment: (done: number, of: number) => void,
): Uint32Array {
  const moments = points.length / AXES;
  if (moments <= count) return Uint32Array.from({ length: moments }, (_, moment) => moment);
  const looked = Math.min(moments, LOOKED_AT * count);
  const candidates = Uint32Array.from({ length: looked }, (_, index) =>
    Math.floor(((index + random()) * moments) / looked),
  );
  const own = gathered(points, candidates);
  const tree = indexOf(own);
  const keys = Float64Array.from(candidates, (_, candidate) => {
    onMoment(candidate, looked);
    const point = own.subarray(candidate * AXES, (candidate + 1) * AXES);
    const found = tree.nearest(point, neighbours + 1, Number.POSITIVE_INFINITY, 1);
    // Of a pose that is there a dozen times over there is hardly a need.
    return Math.log(1 - random()) / Math.max(1e-9, found.at(-1)!.distance);
  });
  const order = Uint32Array.from(candidates.keys()).sort((a, b) => keys[b]! - keys[a]!);
  return order
    .subarray(0, count)
    .map((candidate) => candidates[candidate]!)
    .sort();
}

/** The points of some moments, [chosen, 24]. */
export function gathered(points: Float32Array, chosen: Uint32Array): Float32Array {
  const out = new Float32Array(chosen.length * AXES);
  chosen.forEach((moment, index) => {
    out.set(points.subarray(moment * AXES, (moment + 1) * AXES), index * AXES);
  });
  return out;
}

export const indexOf = (points: Float32Array): PoseIndex =>
  new PoseIndex(points, AXES, treeOf(points, AXES, new Uint8Array(points.length / AXES).fill(1)));
