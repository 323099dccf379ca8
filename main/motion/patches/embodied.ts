import type { MotionFrame } from "../motion-frame.ts";
import { type FeetState, plantFeet } from "../planted-feet.ts";
import { mixProportions, type Proportions, proportionsOf } from "../proportions.ts";

export function meanProportions(phrase: readonly MotionFrame[]): Proportions {
  let mean: Proportions | null = null;
  for (const [index, { body }] of phrase.entries()) {
    const now = proportionsOf(body);
    mean = mean ? mixProportions(mean, now, 1 / (index + 1)) : now;
  }
  return mean!;
}

/** With planted feet; a loop's begin as its end leaves them. */
export function withFeet(
  danced: readonly MotionFrame[],
  fps: number,
  isLoop: boolean,
): readonly MotionFrame[] {
  let state: FeetState | null = null;
  let shown: readonly MotionFrame[] = danced;
  for (let round = 0; round < (isLoop ? 2 : 1); round++) {
    shown = danced.map((frame) => {
      const next = plantFeet(state, frame, 1 / fps);
      state = next.state;
      return next.frame;
    });
  }
  return shown;
}
