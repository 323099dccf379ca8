import type { Generator, GeneratorState, GeneratorStep, Manner } from "../../main/generators/generator.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import type { Random } from "../../main/motion/random.ts";
import type { BodyPoint } from "../../shared/pose.ts";

interface VelocityState extends GeneratorState {
  readonly last: MotionFrame | null;
  readonly velocity: readonly BodyPoint[];
}

/**
 * The simplest generator there is: every joint goes on as it last moved, a little slower each frame, and strays by
 * chance. The flow's tests use it where what is generated does not matter, only when and how it is used.
 */
export class VelocityGenerator implements Generator {
  readonly description = "constant velocity";
  readonly fps = 30;
  readonly styles: readonly string[] = [];
  /** Sizes of the batches it was asked for. */
  readonly batches: number[] = [];

  initial(): VelocityState {
    return { generator: "velocity", last: null, velocity: [] };
  }

  observe(state: GeneratorState, frame: MotionFrame): VelocityState {
    const { last } = state as VelocityState;
    const velocity = frame.body.map((point, joint) => {
      const before = last?.body[joint] ?? point;
      return { x: point.x - before.x, y: point.y - before.y, z: point.z - before.z };
    });
    return { generator: "velocity", last: frame, velocity };
  }

  async step(
    states: readonly GeneratorState[],
    { temperature }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    this.batches.push(states.length);
    return states.map((state) => {
      const { last, velocity } = state as VelocityState;
      if (!last) throw new Error("nothing was observed");
      const stray = () => (random() - 0.5) * 0.01 * temperature;
      const next = velocity.map((v) => ({
        x: v.x * 0.98 + stray(),
        y: v.y * 0.98 + stray(),
        z: v.z * 0.98 + stray(),
      }));
      const body = last.body.map((point, joint) => ({
        x: point.x + next[joint]!.x,
        y: point.y + next[joint]!.y,
        z: point.z + next[joint]!.z,
      }));
      const frame = { body, root: last.root };
      const moved: VelocityState = { generator: "velocity", last: frame, velocity: next };
      return { state: moved, frame };
    });
  }

  dispose(): void {}
}
