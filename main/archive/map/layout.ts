import { UMAP } from "umap-js";
import { AXES } from "../../motion/moments/moments.ts";
import { principalAxes, project } from "../../motion/moments/principal-axes.ts";
import type { Random } from "../../motion/random.ts";
import { gatherIslands } from "./islands.ts";
import { neighboursOf } from "./neighbours.ts";

/** How far from each other neighbours lie at least, of what is usual: the least at which the picture does not clot. */
const MIN_DIST = 0.1;
/** Where they begin: so far apart, of UMAP's own measure, the usual; and of the far ones at most so many times that. */
const USUAL = 4;
const FARTHEST = 1.5;
/** So much beside each other begin those that are the same. */
const ASIDE = 1e-3;

export interface LayoutOptions {
  readonly neighbours: number;
  readonly epochs: number;
  readonly random: Random;
  readonly onEpoch: (done: number, of: number) => void;
}

/**
 * Lays points out on a plane by UMAP (McInnes, Healy and Melville 2018). They begin where their two principal axes have
 * them, not by chance as umap-js has it, so that the whole is in order and not only the neighbourhoods.
 * @param points [count, 24] @returns [count, 2], x from 0 to 1 or y, the other as it comes
 */
export function layOut(
  points: Float32Array,
  { neighbours, epochs, random, onEpoch }: LayoutOptions,
): Float32Array {
  const count = points.length / AXES;
  const { indices, distances } = neighboursOf(points, neighbours);
  const umap = new UMAP({ nNeighbors: neighbours, nEpochs: epochs, minDist: MIN_DIST, random });
  umap.setPrecomputedKNN(indices, distances);
  umap.initializeFit(
    Array.from({ length: count }, (_, point) => [...points.subarray(point * AXES, (point + 1) * AXES)]),
  );
  const start = beginning(points, random);
  umap.getEmbedding().forEach((place, point) => {
    place[0] = start[2 * point]!;
    place[1] = start[2 * point + 1]!;
  });
  for (let epoch = 0; epoch < epochs; epoch++) {
    onEpoch(epoch, epochs);
    umap.step();
  }
  const places = Float32Array.from(umap.getEmbedding().flat());
  gatherIslands(places);
  return scaled(places);
}

/** Along the two axes on which they vary most; what lies far is drawn in, else it would be an island far off for ever. */
function beginning(points: Float32Array, random: Random): Float32Array {
  const count = points.length / AXES;
  const axes = principalAxes(points, AXES, 2);
  const start = new Float32Array(2 * count);
  const mean = [0, 0];
  for (let point = 0; point < count; point++) {
    project(axes, points.subarray(point * AXES, (point + 1) * AXES), start, 2 * point);
    for (const axis of [0, 1]) mean[axis]! += start[2 * point + axis]! / count;
  }
  let square = 0;
  for (let point = 0; point < count; point++) square += (start[2 * point]! - mean[0]!) ** 2 / count;
  const usual = Math.max(1e-9, Math.sqrt(square));
  for (let point = 0; point < count; point++) {
    const x = (start[2 * point]! - mean[0]!) / usual;
    const y = (start[2 * point + 1]! - mean[1]!) / usual;
    const scale = USUAL / Math.sqrt(1 + (x * x + y * y) / FARTHEST ** 2);
    start[2 * point] = x * scale + ASIDE * (random() - 0.5);
    start[2 * point + 1] = y * scale + ASIDE * (random() - 0.5);
  }
  return start;
}

/** The longer side from 0 to 1, in place. */
function scaled(places: Float32Array): Float32Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < places.length; i++) {
    low[i % 2] = Math.min(low[i % 2]!, places[i]!);
    high[i % 2] = Math.max(high[i % 2]!, places[i]!);
  }
  const side = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1;
  for (let i = 0; i < places.length; i++) places[i] = (places[i]! - low[i % 2]!) / side;
  return places;
}
