import type { Generator, GeneratorState } from "../../main/generators/generator.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

interface WalkingState extends GeneratorState {
  readonly last: MotionFrame | null;
  /** Metres that become of one, by the styles that were asked for. */
  readonly stride: number;
}

/**
 * Walks to the camera's right at 0.3 m a second, straying by chance as far as the temperature says: at that speed in
 * the style `amble`, three times as fast in `stride`.
 */
export const WALKING_GENERATOR: Generator = {
  description: "a walk",
  fps: 30,
  styles: ["amble", "stride"],
  initial: (): WalkingState => ({ generator: "walk", last: null, stride: 1 }),
  observe: (state, frame): WalkingState => ({ ...(state as WalkingState), last: frame }),
  step: async (states, { temperature, styles }, random) =>
    states.map((state) => {
      const { last, stride: before } = state as WalkingState;
      const stride = styles ? styles[0]! + 3 * styles[1]! : before;
      const x = last!.root.x + 0.01 * stride + 0.01 * temperature * (random() - 0.5);
      const frame = { body: last!.body, root: { ...last!.root, x } };
      const next: WalkingState = { generator: "walk", last: frame, stride };
      return { state: next, frame };
    }),
  dispose: () => {},
};
