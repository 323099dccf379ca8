import { AXES } from "../../motion/moments/moments.ts";
import { indexOf } from "./spread.ts";

/** Of each point as UMAP counts them: itself, then its nearest, the nearest first; and how far they are. */
export interface Neighbours {
  readonly indices: number[][];
  readonly distances: number[][];
}

/** @param points [points, 24] @param count with the point itself */
export function neighboursOf(points: Float32Array, count: number): Neighbours {
  const index = indexOf(points);
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let point = 0; point * AXES < points.length; point++) {
    const query = points.subarray(point * AXES, (point + 1) * AXES);
    const isSame = (other: number) => other === point;
    const found = index.nearest(query, count - 1, Number.POSITIVE_INFINITY, 1, isSame);
    indices.push([point, ...found.map(({ frame }) => frame)]);
    distances.push([0, ...found.map(({ distance }) => distance)]);
  }
  return { indices, distances };
}
