import { AXES, type Moments } from "../../motion/moments/moments.ts";
import { poseAxes } from "../../motion/moments/pose-distance.ts";
import type { PoseIndex } from "../../motion/moments/pose-index.ts";
import { project } from "../../motion/moments/principal-axes.ts";
import type { PoseMap } from "./map-file.ts";
import { gathered, indexOf } from "./spread.ts";

/** A place is made of those of so many poses; */
const NEIGHBOURS = 12;
/**
 * but not of those that lie farther than this from the nearest one's, on a map of length 1: between two regions that are
 * both like it a pose is in neither.
 */
const NEAR = 0.04;

/** x and y on the map. */
export type Place = readonly [x: number, y: number];

/** Puts poses among those that were laid out: a mean of the places of its nearest, weighted as UMAP weights neighbours. */
export class Placing {
  readonly #index: PoseIndex;
  readonly #places: Float32Array;

  /** @param points of what was laid out, in the distance of poses, [fitted, 24] @param places [fitted, 2] */
  constructor(points: Float32Array, places: Float32Array) {
    this.#index = indexOf(points);
    this.#places = places;
  }

  /** @param point in the distance of poses, [24] */
  place(point: Float32Array): Place {
    const found = this.#index.nearest(point, NEIGHBOURS, Number.POSITIVE_INFINITY, 1);
    const nearest = found[0]!;
    const [x0, y0] = this.#at(nearest.frame);
    const usual = found.reduce((sum, { distance }) => sum + distance - nearest.distance, 0) / found.length;
    let [x, y, weights] = [0, 0, 0];
    for (const { frame, distance } of found) {
      const [px, py] = this.#at(frame);
      if (Math.hypot(px - x0, py - y0) > NEAR) continue;
      const weight = usual > 0 ? Math.exp((nearest.distance - distance) / usual) : 1;
      x += weight * px;
      y += weight * py;
      weights += weight;
    }
    return [x / weights, y / weights];
  }

  #at(index: number): Place {
    return [this.#places[2 * index]!, this.#places[2 * index + 1]!];
  }
}

/**
 * Where any moment lies on a map, given its point (`pointOf`): the live dancer, or a picture.
 * @returns a pure function
 */
export function placingOn(
  { places, fitted }: PoseMap,
  { points, axes }: Pick<Moments, "points" | "axes">,
): (point: Float32Array) => Place {
  const toPoses = poseAxes(axes);
  const posed = gathered(points, fitted);
  for (let at = 0; at < posed.length; at += AXES) project(toPoses, posed.slice(at, at + AXES), posed, at);
  const placing = new Placing(posed, placesOf(places, fitted));
  const out = new Float32Array(AXES);
  return (point) => placing.place(project(toPoses, point, out));
}

const placesOf = (places: Float32Array, chosen: Uint32Array): Float32Array =>
  Float32Array.from({ length: 2 * chosen.length }, (_, i) => places[2 * chosen[i >> 1]! + (i & 1)]!);
