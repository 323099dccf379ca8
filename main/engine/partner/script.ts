import type { Pose, Seconds } from "../../../shared/pose.ts";
import { Completion } from "../../motion/completion.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import { LONGEST_GAP } from "../../motion/resampler.ts";
import { mixPoints } from "../../motion/vectors.ts";
import type { Motion } from "./inertializer.ts";

/** Past its last frame a script goes on straight for so long. */
const REACH: Seconds = 0.1;

/** Two frames in a row, of which the velocity is known. */
interface Stretch {
  before: TimedFrame;
  latest: TimedFrame;
}

/** What a source says that the partner dances, frame by frame: a motion from the second frame on, when it has a velocity. */
export class Script {
  readonly #completion = new Completion();
  #first: TimedFrame | null = null;
  #stretch: Stretch | null = null;
  #motion: Motion | null = null;

  /** Another object each time it begins elsewhere; null where the partner dances freely. */
  get motion(): Motion | null {
    return this.#motion;
  }

  /** @param pose of the frame at `t`; null where the source says nothing. */
  follow(t: Seconds, pose: Pose | null, aspect: number): void {
    const frame = pose && this.#completion.complete(pose, aspect);
    if (!frame) {
      this.cut();
      this.#motion = null;
      return;
    }
    const latest = { t, frame };
    if (this.#stretch) {
      if (t <= this.#stretch.latest.t) return;
      if (t - this.#stretch.latest.t > LONGEST_GAP) this.cut();
      else [this.#stretch.before, this.#stretch.latest] = [this.#stretch.latest, latest];
    }
    if (this.#stretch) return;
    if (this.#first && t > this.#first.t && t - this.#first.t <= LONGEST_GAP)
      this.#begin({ before: this.#first, latest });
    else this.#first = latest;
  }

  /** The next frame does not go on from the last: until its velocity is known, what was danced before goes on. */
  cut(): void {
    this.#first = null;
    this.#stretch = null;
  }

  #begin(stretch: Stretch): void {
    this.#first = null;
    this.#stretch = stretch;
    this.#motion = (at) => {
      const { before, latest } = stretch;
      const share = (Math.min(at, latest.t + REACH) - before.t) / (latest.t - before.t);
      return {
        body: latest.frame.body.map((point, joint) => mixPoints(before.frame.body[joint]!, point, share)),
        root: mixPoints(before.frame.root, latest.frame.root, share),
      };
    };
  }
}
