import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { type AppearanceDescriptor, keypointSimilarity } from "./appearance-descriptor.ts";
import { type SegmentLengths, segmentDifference, updateSegmentLengths } from "./segment-lengths.ts";

/**
 * Time constants of the running means. That of the scale is long because the fitted scale varies with the pose: by
 * 3 % (standard deviation) in a squat on the spot.
 */
const VELOCITY_MEMORY: Seconds = 0.2;
const SCALE_MEMORY: Seconds = 1;
const SEGMENTS_MEMORY: Seconds = 2;

/*
 * Standard deviations of what is predicted of a person: at once, and how much larger each second out of sight.
 */
const POSITION = { metres: 0.08, perSecond: 0.9 };
const SCALE = { log: 0.1, perSecond: 0.2 };
const POSE = { metres: 0.1, perSecond: 1.5 };
/** Bounded, since a body that is half out of the picture, or bent double, is measured wrongly for a moment. */
const SEGMENTS = { log: 0.15, mostCost: 4 };

/** One person as last seen, with what predicts where she is next: constant velocity. */
export class PersonTrack {
  readonly id: number;
  readonly #segments: SegmentLengths;
  #lastSeen: Seconds;
  #newest: AppearanceDescriptor;
  #scale: number;
  /** Picture heights a second. */
  #vx = 0;
  #vy = 0;

  constructor(id: number, t: Seconds, seen: AppearanceDescriptor) {
    this.id = id;
    this.#lastSeen = t;
    this.#newest = seen;
    this.#scale = seen.scale;
    this.#segments = seen.segments.slice();
  }

  get lastSeen(): Seconds {
    return this.#lastSeen;
  }

  /** Picture heights a metre, averaged. */
  get scale(): number {
    return this.#scale;
  }

  update(t: Seconds, now: AppearanceDescriptor): void {
    const dt = t - this.#lastSeen;
    if (dt > 0) {
      const share = approachFactor(dt, VELOCITY_MEMORY);
      this.#vx += share * ((now.x - this.#newest.x) / dt - this.#vx);
      this.#vy += share * ((now.y - this.#newest.y) / dt - this.#vy);
      this.#scale *= (now.scale / this.#scale) ** approachFactor(dt, SCALE_MEMORY);
      updateSegmentLengths(this.#segments, now.segments, approachFactor(dt, SEGMENTS_MEMORY));
    }
    this.#lastSeen = t;
    this.#newest = now;
  }

  /**
   * Cost of taking `now` for this person at `t`: -2 log likelihood (up to a constant) of her being where constant
   * velocity would have brought her, of her size and segment lengths, in the pose she was last seen in. The longer she
   * has been out of sight, the less place, size and pose count. Between 0 and 6 as a rule for herself.
   */
  matchingCost(t: Seconds, now: AppearanceDescriptor): number {
    const gap = t - this.#lastSeen;
    const deviation = POSITION.metres + POSITION.perSecond * gap;
    const dx = (now.x - this.#newest.x - this.#vx * gap) / this.#scale;
    const dy = (now.y - this.#newest.y - this.#vy * gap) / this.#scale;
    const size = Math.log(now.scale / this.#scale) / (SCALE.log + SCALE.perSecond * gap);
    const pose = keypointSimilarity(this.#newest, now, POSE.metres + POSE.perSecond * gap);
    return (
      (dx * dx + dy * dy) / (deviation * deviation) +
      4 * Math.log(deviation / POSITION.metres) +
      size * size +
      Math.min(SEGMENTS.mostCost, segmentDifference(this.#segments, now.segments) / SEGMENTS.log ** 2) -
      2 * Math.log(0.1 + pose)
    );
  }
}
