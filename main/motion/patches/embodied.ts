import type { MotionFrame } from "../motion-frame.ts";
import { type FeetState, plantFeet } from "../planted-feet.ts";
import {
  bodyHeight,
  mixProportions,
  type Proportions,
  proportionsOf,
  withProportions,
} from "../proportions.ts";
import type { Slices } from "../slices.ts";
import { scaled } from "../vectors.ts";

export function meanProportions(phrase: readonly MotionFrame[]): Proportions {
  let mean: Proportions | null = null;
  for (const [index, { body }] of phrase.entries()) {
    const now = proportionsOf(body);
    mean = mean ? mixProportions(mean, now, 1 / (index + 1)) : now;
  }
  return mean!;
}

/** A phrase as it is danced by a taller or smaller body, which goes as many of its own legs far. */
export function onBodyOf(phrase: readonly MotionFrame[], proportions: Proportions): readonly MotionFrame[] {
  return phrase.map(embodying(phrase, proportions));
}

/** The same frame by frame. */
export function embodying(
  phrase: readonly MotionFrame[],
  proportions: Proportions,
): (frame: MotionFrame) => MotionFrame {
  const scale = bodyHeight(proportions) / bodyHeight(meanProportions(phrase));
  return ({ body, root }) => ({
    body: withProportions(
      body.map((point) => scaled(point, scale)),
      proportions,
    ),
    root: scaled(root, scale),
  });
}

/**
 * Frames with planted feet, in slices.
 * @param rounds how often they are danced until they are shown: a loop's feet begin as its end leaves them; 0 leaves
 *   feet as they are.
 */
export function* withFeet(
  danced: Iterable<MotionFrame>,
  frames: number,
  fps: number,
  rounds: 0 | 1 | 2,
): Slices<readonly MotionFrame[]> {
  let done = 0;
  const share = () => ++done / (frames * (rounds + 1));
  const shown: MotionFrame[] = [];
  for (const frame of danced) {
    shown.push(frame);
    yield share();
  }
  const bare = [...shown];
  let state: FeetState | null = null;
  for (let round = 0; round < rounds; round++)
    for (const [n, frame] of bare.entries()) {
      const next = plantFeet(state, frame, 1 / fps);
      state = next.state;
      shown[n] = next.frame;
      yield share();
    }
  return shown;
}
