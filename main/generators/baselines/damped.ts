import type { Generator } from "../generator.ts";
import { baselineGenerator, rowAgo } from "./baseline.ts";

/** Share of the velocity that is left a frame later: does best on the shipped model's training takes. */
const DAMPING = 0.75;

/** Every point goes on with its last velocity, exponentially damped. */
export const damped = (fps: number): Generator =>
  baselineGenerator<{ readonly velocity: Float32Array }>({
    name: "damped",
    fps,
    reads: 2,
    next: async (states) =>
      states.map((state) => {
        const [last, before] = [rowAgo(state, 0), rowAgo(state, 1)];
        const velocity = (state.plan?.velocity ?? last.map((value, i) => value - before[i]!)).map(
          (value) => DAMPING * value,
        );
        return { row: last.map((value, i) => value + velocity[i]!), plan: { velocity } };
      }),
  });
