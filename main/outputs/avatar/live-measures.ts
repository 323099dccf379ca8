import type { Seconds } from "../../../shared/pose.ts";
import { bentOf, type Lengths, lengthsOf, type Measures } from "../../archive/export/measures.ts";
import type { Trunk } from "../../archive/export/trunk.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { distance } from "../../motion/vectors.ts";

/** Between two frames that she is measured in, and how many are kept: what ten seconds show. */
const EVERY: Seconds = 0.1;
const MOST = 100;

interface Sample {
  readonly frame: MotionFrame;
  readonly spine: number;
  readonly neck: number;
}

/** How long her bones are, told from how she was over the last seconds. */
export class LiveMeasures {
  readonly #samples: Sample[] = [];
  #sampledAt: Seconds = Number.NEGATIVE_INFINITY;
  #lengths: Lengths;
  #measures: Measures | null = null;

  constructor(first: MotionFrame) {
    this.#lengths = lengthsOf([first]);
  }

  /** What the trunk of the next frame is found by. */
  get lengths(): Lengths {
    return this.#lengths;
  }

  /** The measures for a frame whose trunk was found. */
  with(frame: MotionFrame, { loin, neck, skull }: Trunk, t: Seconds): Measures {
    if (this.#measures && Math.abs(t - this.#sampledAt) < EVERY) return this.#measures;
    this.#sampledAt = t;
    this.#samples.push({ frame, spine: distance(loin, neck), neck: distance(neck, skull) });
    if (this.#samples.length > MOST) this.#samples.shift();
    this.#lengths = lengthsOf(this.#samples.map((sample) => sample.frame));
    const bent = (part: "spine" | "neck", to: 1 | -1) =>
      bentOf(
        this.#samples.map((sample) => sample[part]),
        to,
      );
    this.#measures = { ...this.#lengths, spine: bent("spine", -1), neck: bent("neck", 1) };
    return this.#measures;
  }
}
