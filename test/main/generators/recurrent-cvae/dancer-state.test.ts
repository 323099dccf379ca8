import { expect, test } from "vitest";
import {
  blendWithExtrapolation,
  type DancerState,
  extrapolate,
  initialDancerState,
  noiseLevelOf,
  observeFrame,
  toMotionFrame,
} from "../../../../main/generators/recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../../../../main/generators/recurrent-cvae/denoiser.ts";
import { constantsIn } from "../../../../main/generators/recurrent-cvae/model.ts";
import { PLACEMENT_SIZE } from "../../../../main/generators/recurrent-cvae/motion-state.ts";
import { AHEAD } from "../../../../main/generators/recurrent-cvae/wiener.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const limits = constantsIn(smallModel().values);
const standard = { ...limits, steadying: new Denoiser(limits) };
const frames = sineDance({ seconds: 4 });
const INFERRED = [J.left_wrist, J.left_index];

const hide = (frame: MotionFrame): MotionFrame => ({ ...frame, inferred: INFERRED });
const watch = (before: DancerState, some: readonly MotionFrame[]) =>
  some.reduce<DancerState>((dancing, frame) => observeFrame(dancing, frame, standard), before);
const watched = watch(initialDancerState(), frames.slice(0, 60));

const joint = (state: DancerState, at: number) => toMotionFrame(state, standard).body[at]!;
const distance = (a: BodyPoint, b: BodyPoint) => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);

test("a hidden joint dances on as the others let expect for half a second, then stays, and is where it is once it was seen for a while", () => {
  let hidden = watched;
  const off: number[] = [];
  for (const frame of frames.slice(60, 80)) {
    hidden = observeFrame(hidden, hide(frame), standard);
    off.push(distance(joint(hidden, J.left_wrist), frame.body[J.left_wrist]!));
  }
  const stood = frames
    .slice(60, 75)
    .map(({ body }) => distance(body[J.left_wrist]!, frames[59]!.body[J.left_wrist]!));
  expect(off[8]).toBeLessThan(0.5 * stood[8]!);
  const [fourteenth, last] = [off[14]!, off.at(-1)!];
  expect(last).toBeGreaterThan(fourteenth);
  const seen = watch(hidden, frames.slice(80));
  const whole = watch(initialDancerState(), frames);
  for (let at = 0; at < frames[0]!.body.length; at++)
    expect(distance(joint(seen, at), joint(whole, at))).toBeLessThan(0.01);
});

test("a hidden joint hides no other: what hangs on it stays where it is seen", () => {
  const frame = frames[60]!;
  const elsewhere = frame.body.map((point, at) => (at === J.left_knee ? { x: 1, y: 1, z: 1 } : point));
  const hidden = observeFrame(watched, { ...frame, body: elsewhere, inferred: [J.left_knee] }, standard);
  const seen = observeFrame(watched, frame, standard);
  expect(distance(joint(hidden, J.left_knee), joint(seen, J.left_knee))).toBeLessThan(0.02);
  expect(distance(joint(hidden, J.left_ankle), joint(seen, J.left_ankle))).toBeLessThan(0.01);
});

test("who is seen trembling is in doubt, who dances on is not", () => {
  const trembling = watch(
    watched,
    frames.slice(60, 80).map((frame, n) => ({
      ...frame,
      body: frame.body.map(({ x, y, z }, at) => ({ x, y, z: z + 0.05 * (-1) ** (n + at) })),
    })),
  );
  expect(noiseLevelOf(watched)).toBe(0);
  expect(noiseLevelOf(trembling)).toBeGreaterThan(0.01);
  expect(noiseLevelOf({ ...trembling, danced: 1 })).toBe(0);
});

test("what follows from the last stills alone is close at first, and leads what is shown ever less", () => {
  const ahead = extrapolate(watched, standard)!;
  expect(ahead).toHaveLength(AHEAD * PLACEMENT_SIZE);
  const standing = (danced: number) => blendWithExtrapolation({ ...watched, ahead, danced }, standard);
  const lean = (danced: number) =>
    distance(joint(standing(danced), J.left_wrist), joint(watched, J.left_wrist));
  expect(lean(4)).toBeGreaterThan(0.01);
  expect(lean(AHEAD + 1)).toBe(0);
  const next = blendWithExtrapolation({ ...watched, ahead, danced: 1 }, standard);
  for (let at = 0; at < frames[0]!.body.length; at++)
    expect(distance(joint(next, at), frames[60]!.body[at]!)).toBeLessThan(
      distance(frames[59]!.body[at]!, frames[60]!.body[at]!) + 1e-3,
    );
  expect(extrapolate(watch(initialDancerState(), frames.slice(0, 3)), standard)).toBeNull();
});
