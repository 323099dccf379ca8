import { expect, test } from "vitest";
import {
  advance,
  blendWithExtrapolation,
  type DancerState,
  initialDancerState,
  noiseLevelOf,
  toMotionFrame,
} from "../../../../main/generators/recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../../../../main/generators/recurrent-cvae/denoiser.ts";
import { extrapolate, observeFrame } from "../../../../main/generators/recurrent-cvae/observation.ts";
import { constantsIn } from "../../../../main/generators/recurrent-cvae/weights.ts";
import { EXTRAPOLATED_FRAMES } from "../../../../main/generators/recurrent-cvae/wiener.ts";
import { lowestOf, type MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { HEIGHT, PLACEMENT_SIZE } from "../../../../main/motion/motion-state.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const constants = constantsIn(smallModel().values);
const model = { ...constants, denoiser: new Denoiser(constants) };
const frames = sineDance({ seconds: 4 });
const INFERRED = [J.left_wrist, J.left_index];

const hide = (frame: MotionFrame): MotionFrame => ({ ...frame, inferred: INFERRED });
const observe = (before: DancerState, some: readonly MotionFrame[]) =>
  some.reduce<DancerState>((dancer, frame) => observeFrame(dancer, frame, model), before);
const observed = observe(initialDancerState(), frames.slice(0, 60));

const joint = (state: DancerState, at: number) => toMotionFrame(state, model).body[at]!;
const distance = (a: BodyPoint, b: BodyPoint) => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);

test("a hidden joint is extrapolated for half a second, then stays, and is where it is once it was seen for a while", () => {
  let hidden = observed;
  const off: number[] = [];
  for (const frame of frames.slice(60, 80)) {
    hidden = observeFrame(hidden, hide(frame), model);
    off.push(distance(joint(hidden, J.left_wrist), frame.body[J.left_wrist]!));
  }
  const stood = frames
    .slice(60, 75)
    .map(({ body }) => distance(body[J.left_wrist]!, frames[59]!.body[J.left_wrist]!));
  expect(off[8]).toBeLessThan(0.5 * stood[8]!);
  const [fourteenth, last] = [off[14]!, off.at(-1)!];
  expect(last).toBeGreaterThan(fourteenth);
  const seen = observe(hidden, frames.slice(80));
  const whole = observe(initialDancerState(), frames);
  for (let at = 0; at < frames[0]!.body.length; at++)
    expect(distance(joint(seen, at), joint(whole, at))).toBeLessThan(0.01);
});

test("a hidden joint hides no other: what hangs on it stays where it is seen", () => {
  const frame = frames[60]!;
  const elsewhere = frame.body.map((point, at) => (at === J.left_knee ? { x: 1, y: 1, z: 1 } : point));
  const hidden = observeFrame(observed, { ...frame, body: elsewhere, inferred: [J.left_knee] }, model);
  const seen = observeFrame(observed, frame, model);
  expect(distance(joint(hidden, J.left_knee), joint(seen, J.left_knee))).toBeLessThan(0.02);
  expect(distance(joint(hidden, J.left_ankle), joint(seen, J.left_ankle))).toBeLessThan(0.01);
});

test("an observed dancer who trembles is noisy, a generated one is not", () => {
  const trembling = observe(
    observed,
    frames.slice(60, 80).map((frame, n) => ({
      ...frame,
      body: frame.body.map(({ x, y, z }, at) => ({ x, y, z: z + 0.05 * (-1) ** (n + at) })),
    })),
  );
  expect(noiseLevelOf(observed)).toBe(0);
  expect(noiseLevelOf(trembling)).toBeGreaterThan(0.01);
  expect(noiseLevelOf({ ...trembling, generatedFrames: 1 })).toBe(0);
});

test("the extrapolation is close at first, and weighs ever less in what is shown", () => {
  const extrapolated = extrapolate(observed, model)!;
  expect(extrapolated).toHaveLength(EXTRAPOLATED_FRAMES * PLACEMENT_SIZE);
  const shown = (generatedFrames: number) =>
    blendWithExtrapolation({ ...observed, extrapolated, generatedFrames }, model);
  const blended = (generatedFrames: number) =>
    distance(joint(shown(generatedFrames), J.left_wrist), joint(observed, J.left_wrist));
  expect(blended(4)).toBeGreaterThan(0.01);
  expect(blended(EXTRAPOLATED_FRAMES + 1)).toBe(0);
  const next = shown(1);
  for (let at = 0; at < frames[0]!.body.length; at++)
    expect(distance(joint(next, at), frames[60]!.body[at]!)).toBeLessThan(
      distance(frames[59]!.body[at]!, frames[60]!.body[at]!) + 1e-3,
    );
  expect(extrapolate(observe(initialDancerState(), frames.slice(0, 3)), model)).toBeNull();
});

/** Heights of the lowest joint while she holds one pose and her hips go up by `risen` metres since the frame before. */
function lowestWhile(risen: (frame: number) => number, count: number): number[] {
  let dancer = observed;
  return Array.from({ length: count }, (_, frame) => {
    const state = dancer.motionState.slice();
    state[HEIGHT]! += risen(frame);
    dancer = advance(dancer, state, model);
    const { body, root } = toMotionFrame(dancer, model);
    return lowestOf(body) + root.y;
  });
}

test("who floats sinks to the floor within two seconds, and no lower", () => {
  const heights = lowestWhile((frame) => (frame === 0 ? 0.12 : 0), 90);
  expect(heights[0]).toBeGreaterThan(0.1);
  expect(Math.max(...heights.slice(60))).toBeLessThan(0.03);
  expect(Math.min(...heights)).toBeGreaterThan(-0.001);
});

test("a leap is a leap: it reaches three quarters of its height", () => {
  // Half a second in the air, 0.31 m high.
  const heights = lowestWhile((frame) => (frame < 15 ? (2.45 - (9.81 * (frame + 0.5)) / 30) / 30 : 0), 20);
  expect(Math.max(...heights)).toBeGreaterThan(0.75 * 0.31);
});
