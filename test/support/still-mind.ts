import type { Mind, MindState } from "../../main/generators/generator.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

interface StillState extends MindState {
  readonly last: MotionFrame | null;
}

/** Goes on by standing as it last saw the dancer: for hours of flow in which only the dancer matters. */
export const STILL_MIND: Mind = {
  description: "stillness",
  fps: 30,
  styles: [],
  initial: (): StillState => ({ mind: "still", last: null }),
  observe: (_, frame): StillState => ({ mind: "still", last: frame }),
  step: (states) => states.map((state) => ({ state, frame: (state as StillState).last! })),
  lean: (state) => state,
  dispose: () => {},
};
