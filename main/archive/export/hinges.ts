import { clamp } from "../../../shared/numbers.ts";
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

/** Radians a second at most while nothing is known of what comes: a limb that bends to its other side does not snap. */
const FASTEST = 12;

/** A limb in the coordinates of what carries it, frame by frame, all of length 1. */
export interface HingedLimb {
  /** Ways of the upper and of the lower bone. */
  readonly upper: readonly Vector[];
  readonly lower: readonly Vector[];
  /** At rest: the way of both, and the axis that the lower one bends about. */
  readonly rest: Vector;
  readonly axis: Vector;
}

/** What one frame says of the twist. */
interface Twist {
  /** The upper bone without it. */
  readonly carried: Basis;
  /** Radians about the upper bone's own way, and how surely. */
  readonly angle: number;
  readonly weight: number;
}

/** The twist that each frame asks for, one after another. */
class Hinge {
  readonly #rest: Vector;
  readonly #axis: Vector;
  #before: { readonly basis: Basis; readonly way: Vector } | null = null;
  #running = 0;

  constructor({ rest, axis }: Pick<HingedLimb, "rest" | "axis">) {
    this.#rest = rest;
    this.#axis = axis;
  }

  next(way: Vector, lower: Vector): Twist {
    const [rest, axis] = [this.#rest, this.#axis];
    // Carried on without twist from frame to frame: unlike the smallest turn from rest that knows no poles.
    const before = this.#before;
    const basis = before ? swung(before.basis, before.way, way) : swung(UNTURNED, rest, way);
    this.#before = { basis, way };
    const first = outOf(basis, axis);
    const second = cross(way, first);
    const angle = (vector: Vector) => {
      const found = Math.atan2(dot(vector, second), dot(vector, first));
      return found + 2 * Math.PI * Math.round((this.#running - found) / (2 * Math.PI));
    };
    const bend = cross(way, lower);
    const [bent, plain] = [HINGE * dot(bend, bend) ** 2, (LEAST_TWIST * (1 + dot(rest, way))) / 2];
    const weight = bent + plain;
    const free = angle(outOf(swung(UNTURNED, rest, way), axis));
    const twist = weight > 0 ? (bent * angle(bend) + plain * free) / weight : this.#running;
    this.#running += ((twist - this.#running) * weight) / (weight + LEAST_TWIST);
    return { carried: basis, angle: twist, weight };
  }
}

/** How the upper bone is turned in each frame: the twist that fits best, by least squares, and jumps nowhere. */
export function hinged({ upper, lower, rest, axis }: HingedLimb, fps: number): readonly Basis[] {
  const hinge = new Hinge({ rest, axis });
  const twists = upper.map((way, f) => hinge.next(way, lower[f]!));
  const angles = Float64Array.from(twists, ({ angle }) => angle);
  const weights = Float64Array.from(twists, ({ weight }) => weight + 1e-9);
  smooth(angles, weights, (SECONDS * fps) ** 2);
  return twists.map(({ carried }, f) => turned(carried, upper[f]!, angles[f]!));
}

/** The same while she dances: of what is still to come nothing is known, and the twist follows what was. */
export class LiveHinge {
  readonly #hinge: Hinge;
  #angle: number | null = null;

  constructor(limb: Pick<HingedLimb, "rest" | "axis">) {
    this.#hinge = new Hinge(limb);
  }

  /** How the upper bone is turned in the next frame. @param dt seconds since the one before */
  next(upper: Vector, lower: Vector, dt: number): Basis {
    const { carried, angle, weight } = this.#hinge.next(upper, lower);
    const before = this.#angle ?? angle;
    const most = FASTEST * dt;
    this.#angle = before + clamp(((angle - before) * weight * dt) / (weight * dt + SECONDS), -most, most);
    return turned(carried, upper, this.#angle);
  }
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
