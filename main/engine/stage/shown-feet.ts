import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { type FeetState, plantFeet } from "../../motion/planted-feet.ts";

/**
 * Holds the planted feet of a figure as it is drawn. Its motion may have held them; but one motion is joined to another,
 * brought to a body of other proportions, kept near its dancer and drawn larger, and each of these makes feet slide.
 */
export class ShownFeet {
  #state: FeetState | null = null;
  #at: Seconds = 0;

  /** The figure at `t`. @param size how much larger its body is drawn, a factor; its way through the room is not. */
  hold(t: Seconds, motion: MotionFrame, size = 1): MotionFrame {
    const { state, frame } = plantFeet(this.#state, sized(motion, size), t - this.#at);
    this.#state = state;
    this.#at = t;
    return { ...sized(frame, 1 / size), root: motion.root };
  }

  /** Another motion begins, elsewhere. */
  reset(): void {
    this.#state = null;
  }
}

function sized(frame: MotionFrame, size: number): MotionFrame {
  if (size === 1) return frame;
  const body = frame.body.map(({ x, y, z }) => ({ x: size * x, y: size * y, z: size * z }));
  return { ...frame, body, root: { ...frame.root, y: size * frame.root.y } };
}
