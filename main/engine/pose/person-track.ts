import type { Seconds } from "../../../shared/pose.ts";
import { type AppearanceDescriptor, keypointSimilarity } from "./appearance-descriptor.ts";
import { type SegmentLengths, segmentDifference, updateSegmentLengths } from "./segment-lengths.ts";

/**
 * Velocity, size and build are averages over about this long. Size is slow because the fitted scale sways with the
 * pose: by 3 % (standard deviation) in a squat on the spot.
 */
const VELOCITY_MEMORY: Seconds = 0.2;
const SIZE_MEMORY: Seconds = 1;
const BUILD_MEMORY: Seconds = 2;

/** How far from where she is expected somebody may be, one standard deviation: at once, and more each second. */
const REACH = { metres: 0.08, perSecond: 0.9 };
const SIZE = { log: 0.1, perSecond: 0.2 };
const POSE = { metres: 0.1, perSecond: 1.5 };
/** A body that is half out of the picture, or bent double, is measured wrongly for a moment: that proves nothing. */
const BUILD = { log: 0.15, most: 4 };

/** One person as she was last seen, and how she moved. */
export class PersonTrack {
  readonly id: number;
  readonly #build: SegmentLengths;
  #lastSeen: Seconds;
  #seen: AppearanceDescriptor;
  #metre: number;
  /** Picture heights a second. */
  #vx = 0;
  #vy = 0;

  constructor(id: number, t: Seconds, seen: AppearanceDescriptor) {
    this.id = id;
    this.#lastSeen = t;
    this.#seen = seen;
    this.#metre = seen.scale;
    this.#build = seen.segments.slice();
  }

  get lastSeen(): Seconds {
    return this.#lastSeen;
  }

  /** Picture heights a metre, averaged. */
  get scale(): number {
    return this.#metre;
  }

  update(t: Seconds, now: AppearanceDescriptor): void {
    const dt = t - this.#lastSeen;
    if (dt > 0) {
      const fresh = share(dt, VELOCITY_MEMORY);
      this.#vx += fresh * ((now.x - this.#seen.x) / dt - this.#vx);
      this.#vy += fresh * ((now.y - this.#seen.y) / dt - this.#vy);
      this.#metre *= (now.scale / this.#metre) ** share(dt, SIZE_MEMORY);
      updateSegmentLengths(this.#build, now.segments, share(dt, BUILD_MEMORY));
    }
    this.#lastSeen = t;
    this.#seen = now;
  }

  /**
   * How little `now` looks like her at `t`: -2 log of the likelihood that she is where constant velocity would have
   * brought her, of her size and build, and in the pose she was last seen in. The longer she has been out of sight,
   * the less place, size and pose say. Between 0 and 6 as a rule for herself.
   */
  matchingCost(t: Seconds, now: AppearanceDescriptor): number {
    const gap = t - this.#lastSeen;
    const reach = REACH.metres + REACH.perSecond * gap;
    const dx = (now.x - this.#seen.x - this.#vx * gap) / this.#metre;
    const dy = (now.y - this.#seen.y - this.#vy * gap) / this.#metre;
    const size = Math.log(now.scale / this.#metre) / (SIZE.log + SIZE.perSecond * gap);
    const pose = keypointSimilarity(this.#seen, now, POSE.metres + POSE.perSecond * gap);
    return (
      (dx * dx + dy * dy) / (reach * reach) +
      4 * Math.log(reach / REACH.metres) +
      size * size +
      Math.min(BUILD.most, segmentDifference(this.#build, now.segments) / BUILD.log ** 2) -
      2 * Math.log(0.1 + pose)
    );
  }
}

/** Share of the newest value in an average over about `memory`, after `dt`. */
function share(dt: Seconds, memory: Seconds): number {
  return 1 - Math.exp(-dt / memory);
}
