import type { Seconds } from "../../../shared/pose.ts";
import { type Dancer, NOBODY, observed } from "../../generators/motion-graph/dancer.ts";
import { BONE_COUNT } from "../../motion/bones.ts";
import { faceForward, type Heading } from "../../motion/heading.ts";
import { mixFrames } from "../../motion/interpolation.ts";
import { fromAdult } from "../../motion/moments/adult.ts";
import { squareDistance } from "../../motion/moments/features.ts";
import { AXES, leftAfter, type Moments, placementAt, pointOf } from "../../motion/moments/moments.ts";
import { nearestMoments } from "../../motion/moments/nearest-moments.ts";
import type { PoseIndex } from "../../motion/moments/pose-index.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../motion/motion-state.ts";
import { headingOfPlacement } from "../../motion/placement.ts";
import type { Motion } from "./inertializer.ts";

/** An archive's moments, and what finds those that are like one. */
export type MomentArchive = Moments & { readonly index: PoseIndex };

/** A stretch is danced for at least so long, where it is that long. */
const SHORTEST: Seconds = 1.5;
/** So often it is looked whether she still dances like it. */
const LOOK: Seconds = 0.25;
/** As far from it as two moments at random are from each other, for so long: then she is elsewhere. */
const PATIENCE: Seconds = 0.75;
/** Of so many moments, evenly spread, that distance is measured. */
const MEASURED = 5000;
/** Within this time of what was danced last everything is the same moment. */
const SAME: Seconds = 1;

/** What is being danced: the archive from one moment on, since a time. */
interface Stretch {
  readonly moment: number;
  readonly since: Seconds;
  /** The last moment of its track. */
  readonly end: number;
  readonly motion: Motion;
}

/**
 * Dances real moments of an archive: the one that is most like what she does, and on from there as it was danced. When it
 * ends, or she has gone elsewhere, it is the nearest again, where she is and faces then.
 */
export class ArchiveDance {
  readonly #moments: MomentArchive;
  /** The square of the distance from which on she is elsewhere. */
  readonly #far: number;
  #dancer: Dancer = NOBODY;
  #stretch: Stretch | null = null;
  #lookedAt: Seconds = 0;
  /** Since when she has been elsewhere; null while she is not. */
  #elsewhere: Seconds | null = null;

  constructor(moments: MomentArchive) {
    this.#moments = moments;
    this.#far = squareBetween(moments);
  }

  /** Takes in one more frame of hers, at the archive's rate. */
  observe(frame: MotionFrame): void {
    this.#dancer = observed(this.#dancer, frame, this.#moments.fps);
  }

  /** She is elsewhere from now on, or somebody else. */
  reset(): void {
    this.#dancer = NOBODY;
    this.#stretch = null;
  }

  /** The motion from `t` on, another object each time it goes to another moment; null while too little of her is known. */
  motion(t: Seconds): Motion | null {
    const { words } = this.#dancer;
    const features = words.length > 0 ? words.features(words.length - 1) : null;
    if (features && this.#isOver(t, features)) this.#go(t, features);
    return this.#stretch?.motion ?? null;
  }

  #isOver(t: Seconds, features: Float32Array): boolean {
    if (!this.#stretch || t < this.#stretch.since) return true;
    const { since, end } = this.#stretch;
    const now = this.#danced(t);
    if (now >= end) return true;
    if (t - this.#lookedAt < LOOK) return false;
    this.#lookedAt = t;
    const { points } = this.#moments;
    const point = pointOf(this.#moments, features);
    const square = squareDistance(point, 0, points, now * AXES, AXES, this.#far);
    this.#elsewhere = square < this.#far ? null : (this.#elsewhere ?? t);
    return t - since >= SHORTEST && this.#elsewhere !== null && t - this.#elsewhere >= PATIENCE;
  }

  /** The moment that is danced at `t`. */
  #danced(t: Seconds): number {
    const { moment, since, end } = this.#stretch!;
    return Math.min(end, moment + Math.round((t - since) * this.#moments.fps));
  }

  #go(t: Seconds, features: Float32Array): void {
    const moments = this.#moments;
    const last = this.#stretch;
    const [same, enough] = [SAME * moments.fps, SHORTEST * moments.fps];
    const [from, to] = last ? [last.moment - same, this.#danced(t) + same] : [0, -1];
    const isOpen = (one: number) => leftAfter(moments, one) >= enough && (one < from || one > to);
    const [found] = nearestMoments(moments, features, 1, (one) => !isOpen(one));
    // Of an archive that has nothing else what is danced is danced to its end, which is held.
    if (!found) return;
    const { moment } = found;
    this.#stretch = {
      ...{ moment, since: t, end: moment + leftAfter(moments, moment) },
      motion: motionFrom(moments, moment, t, this.#dancer),
    };
    this.#elsewhere = null;
    this.#lookedAt = t;
  }
}

/** Mean square distance of two moments at random: twice their variance. */
function squareBetween({ points }: Moments): number {
  const count = points.length / AXES;
  const stride = Math.max(1, Math.floor(count / MEASURED));
  const [sums, squares] = [new Float64Array(AXES), new Float64Array(AXES)];
  let taken = 0;
  for (let moment = 0; moment < count; moment += stride, taken++)
    for (let axis = 0; axis < AXES; axis++) {
      const value = points[moment * AXES + axis]!;
      sums[axis]! += value;
      squares[axis]! += value * value;
    }
  return 2 * sums.reduce((all, sum, axis) => all + squares[axis]! / taken - (sum / taken) ** 2, 0);
}

/** The archive's dance from a moment on: where she is and faces, on her body. */
function motionFrom(
  moments: MomentArchive,
  moment: number,
  since: Seconds,
  { now, boneLengths }: Dancer,
): Motion {
  const first = placementAt(moments, moment);
  const [is, was] = [headingOfPlacement(now!), headingOfPlacement(first)];
  const turn: Heading = {
    cos: was.cos * is.cos + was.sin * is.sin,
    sin: was.sin * is.cos - was.cos * is.sin,
  };
  const placed = new Float32Array(PLACEMENT_SIZE);
  const root = 3 * ROOT_POINT;
  faceForward(first, turn, placed);
  const [x, z] = [now![root]! - placed[root]!, now![root + 2]! - placed[root + 2]!];
  const asLong = new Float32Array(BONE_COUNT).fill(1);
  const frameAt = (at: number) => {
    faceForward(placementAt(moments, at), turn, placed);
    placed[root]! += x;
    placed[root + 2]! += z;
    return fromAdult(placed, boneLengths, asLong);
  };
  const left = leftAfter(moments, moment);
  return (t) => {
    const passed = Math.max(0, Math.min(left, (t - since) * moments.fps));
    const before = Math.floor(passed);
    const frame = frameAt(moment + before);
    return before === left ? frame : mixFrames(frame, frameAt(moment + before + 1), passed - before);
  };
}
