import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { lowestOf, type MotionFrame, mirrored } from "../../motion/motion-frame.ts";
import { embodying } from "../../motion/patches/embodied.ts";
import type { Proportions } from "../../motion/proportions.ts";
import type { Motion } from "../partner/inertializer.ts";
import type { Pass, PracticeClock } from "./practice-clock.ts";
import { type ReferenceFrames, someFrames } from "./reference-frames.ts";

/** It moves in from so long before what is practised, and out to so long behind, where the reference goes on there. */
const LEAD: Seconds = 0.5;
/** In a rest it stands where it ended for so long, and then goes back. */
const STANDS: Seconds = 1.5;

/** Whom it dances with: where she is, and her body. */
export interface Beside {
  readonly place: RoomPoint;
  readonly proportions: Proportions;
}

/** What it does: stands where it will begin, moves in, dances, moves out. */
type Part = "stands" | "in" | "pass" | "out";

/**
 * The reference as the partner dances it: on her body, at her place, once for each pass. What is drawn in the frame of `t`
 * is seen later by the latency between camera and screen, so it is danced ahead by that: she sees it when it is due.
 */
export class ReferenceDance {
  readonly #reference: PracticeReference;
  readonly #frames: ReferenceFrames;
  readonly #sample: readonly MotionFrame[];
  #latency: Seconds = 0;
  #danced: { readonly pass: Pass; readonly part: Part; readonly motion: Motion } | null = null;
  /** How a frame of the reference becomes one beside her, for all of one pass. */
  #beside: ((frame: MotionFrame) => MotionFrame) | null = null;

  constructor(reference: PracticeReference, frames: ReferenceFrames) {
    this.#reference = reference;
    this.#frames = frames;
    this.#sample = someFrames(reference.clip);
  }

  /** Another object each time it does something else. @param latency how long after a frame's time it is seen */
  motion(t: Seconds, clock: PracticeClock, latency: Seconds, beside: Beside): Motion {
    this.#latency = latency;
    const { pass } = clock;
    const part = this.#part(t + latency, clock);
    if (this.#danced?.pass === pass && this.#danced.part === part) return this.#danced.motion;
    const begins = this.#danced?.pass !== pass || part === "stands";
    if (begins || !this.#beside) this.#beside = this.#placing(pass, beside);
    const place = this.#beside;
    const motion: Motion = (at) => place(this.#frames.at(this.#paced(part, pass, at + this.#latency)));
    this.#danced = { pass, part, motion };
    return motion;
  }

  #part(seen: Seconds, { phase, pass, endsAt }: PracticeClock): Part {
    if (phase === "waiting" || (phase === "rest" && seen >= endsAt + STANDS)) return "stands";
    if (seen >= endsAt) return "out";
    return seen >= pass.startsAt ? "pass" : "in";
  }

  /** Seconds of the reference that are danced when it is seen at `seen`: it sets off and comes to rest evenly. */
  #paced(part: Part, { startsAt, speed }: Pass, seen: Seconds): Seconds {
    const { begin, end } = this.#reference.stretch;
    const position = begin + (seen - startsAt) * speed;
    const lead = Math.max(0, Math.min(LEAD, begin - this.#frames.begin));
    if (part === "stands") return begin - lead;
    if (part === "in") {
      const since = Math.max(0, Math.min(position - begin, 0) + 2 * lead);
      return begin - lead + (lead > 0 ? since ** 2 / (4 * lead) : 0);
    }
    if (part === "pass") return position;
    const tail = Math.max(0, Math.min(LEAD, this.#frames.end - end));
    const past = Math.min(Math.max(0, position - end), 2 * tail);
    return end + (tail > 0 ? past - past ** 2 / (4 * tail) : 0);
  }

  #placing(pass: Pass, { place, proportions }: Beside): (frame: MotionFrame) => MotionFrame {
    const embody = embodying(this.#sample, proportions);
    return (frame) => {
      const turned = pass.mirrored ? mirrored(frame, 0) : frame;
      const { body, root } = embody(turned);
      // As far above the floor as the reference is, whatever its legs are.
      const above = Math.max(0, turned.root.y + lowestOf(turned.body));
      return { body, root: { x: place.x + root.x, y: above - lowestOf(body), z: place.z + root.z } };
    };
  }
}
