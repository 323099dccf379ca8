import { cross, dot, type Vector } from "../../motion/vectors.ts";
import type { Basis } from "../import/bvh/basis.ts";
import { outOf, swung, turned, UNTURNED } from "./bases.ts";

/*
 * How an upper arm or a thigh is turned about itself, which joints alone do not say: such that elbow and knee bend as
 * hinges do. Of a straight limb nobody knows; it takes as little twist as it can, and what it had before.
 */

/** Weights of a hinge that is bent at a right angle, which it then is all but exactly, and of no twist at all. */
const HINGE = 100;
const LEAST_TWIST = 0.02;
/** How stiffly the twist keeps to its neighbours': a hinge of weight 1 is followed within so many seconds. */
const SECONDS = 0.06;

/** A limb in the coordinates of what carries it, frame by frame, all of length 1. */
export interface HingedLimb {
  /** Ways of the upper and of the lower bone. */
  readonly upper: readonly Vector[];
  readonly lower: readonly Vector[];
  /** At rest: the way of both, and the axis that the lower one bends about. */
  readonly rest: Vector;
  readonly axis: Vector;
}

/** How the upper bone is turned in each frame: the twist that fits best, by least squares, and jumps nowhere. */
export function hinged({ upper, lower, rest, axis }: HingedLimb, fps: number): readonly Basis[] {
  const carried: Basis[] = [];
  const twists = new Float64Array(upper.length);
  const weights = new Float64Array(upper.length);
  let running = 0;
  for (const [f, way] of upper.entries()) {
    // Carried on without twist from frame to frame: unlike the smallest turn from rest that knows no poles.
    const before = carried.at(-1);
    const basis = before ? swung(before, upper[f - 1]!, way) : swung(UNTURNED, rest, way);
    carried.push(basis);
    const first = outOf(basis, axis);
    const second = cross(way, first);
    const angle = (vector: Vector) => {
      const found = Math.atan2(dot(vector, second), dot(vector, first));
      return found + 2 * Math.PI * Math.round((running - found) / (2 * Math.PI));
    };
    const bend = cross(way, lower[f]!);
    const [bent, plain] = [HINGE * dot(bend, bend) ** 2, (LEAST_TWIST * (1 + dot(rest, way))) / 2];
    const weight = bent + plain;
    weights[f] = weight + 1e-9;
    const free = angle(outOf(swung(UNTURNED, rest, way), axis));
    twists[f] = weight > 0 ? (bent * angle(bend) + plain * free) / weight : running;
    running += ((twists[f]! - running) * weight) / (weight + LEAST_TWIST);
  }
  smooth(twists, weights, (SECONDS * fps) ** 2);
  return carried.map((basis, f) => turned(basis, upper[f]!, twists[f]!));
}

/** Whittaker's smoother of the first order, in place: solves (W + stiffness D'D) x = W values (Thomas's algorithm). */
function smooth(values: Float64Array, weights: Float64Array, stiffness: number): void {
  const last = values.length - 1;
  const upper = new Float64Array(values.length);
  for (let f = 0; f <= last; f++) {
    const sides = (f > 0 ? 1 : 0) + (f < last ? 1 : 0);
    const below = f > 0 ? -stiffness : 0;
    const pivot = weights[f]! + sides * stiffness - below * (upper[f - 1] ?? 0);
    upper[f] = f < last ? -stiffness / pivot : 0;
    values[f] = (weights[f]! * values[f]! - below * (values[f - 1] ?? 0)) / pivot;
  }
  for (let f = last - 1; f >= 0; f--) values[f]! -= upper[f]! * values[f + 1]!;
}
