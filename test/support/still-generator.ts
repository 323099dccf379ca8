import type { Generator, GeneratorState } from "../../main/generators/generator.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

interface StillState extends GeneratorState {
  readonly last: MotionFrame | null;
}

/** Stands as the dancer was last observed: for hours of flow in which only the dancer matters. */
export const STILL_GENERATOR: Generator = {
  description: "stillness",
  fps: 30,
  styles: [],
  initial: (): StillState => ({ generator: "still", last: null }),
  observe: (_, frame): StillState => ({ generator: "still", last: frame }),
  step: async (states) => states.map((state) => ({ state, frame: (state as StillState).last! })),
  dispose: () => {},
};
