import type { Generator, GeneratorState } from "../../main/generators/generator.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

interface WalkingState extends GeneratorState {
  readonly last: MotionFrame | null;
  /** What the blend makes of a metre. */
  readonly pace: number;
}

/**
 * Walks to the camera's right at 0.3 m a second, straying by chance as far as the temperature says, and at the pace
 * of its style: `amble` at that one, `stride` at three times it.
 */
export const WALKING_MIND: Generator = {
  description: "a walk",
  fps: 30,
  styles: ["amble", "stride"],
  initial: (): WalkingState => ({ generator: "walk", last: null, pace: 1 }),
  observe: (state, frame): WalkingState => ({ ...(state as WalkingState), last: frame }),
  step: (states, temperature, random) =>
    states.map((state) => {
      const { last, pace } = state as WalkingState;
      const x = last!.root.x + 0.01 * pace + 0.01 * temperature * (random() - 0.5);
      const frame = { body: last!.body, root: { ...last!.root, x } };
      const next: WalkingState = { generator: "walk", last: frame, pace };
      return { state: next, frame };
    }),
  withStyles: (state, [amble = 0, stride = 0]): WalkingState => ({
    ...(state as WalkingState),
    pace: amble + 3 * stride,
  }),
  dispose: () => {},
};
