import { expect, test } from "vitest";
import { B, BONE_COUNT } from "../../../../main/engine/phrase/bones.ts";
import type { MotionFrame } from "../../../../main/engine/phrase/motion.ts";
import { type Dancing, meet, needsForesight, see } from "../../../../main/engine/predict/dancing.ts";
import { constantsIn } from "../../../../main/engine/predict/model.ts";
import { usualChange } from "../../../../main/engine/predict/steadying.ts";
import { J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const limits = constantsIn(smallModel().values);
const standard = { ...limits, usualChange: usualChange(limits.turn) };
const frames = sineDance({ seconds: 4 });
const GUESSED = [J.left_wrist];
/** The bones that end there or begin there. */
const HIDDEN = [B.left_forearm, B.left_hand];

const hide = (frame: MotionFrame): MotionFrame => ({ ...frame, guessed: GUESSED });
const watched = frames
  .slice(0, 60)
  .reduce<Dancing>((dancing, frame) => see(dancing, frame, standard), meet());

/** What is foreseen: everything as it is, and hidden bones turning as nobody sees them turn. */
function foresee({ moment }: Dancing, angle: number): Float32Array {
  const next = moment.slice();
  for (const bone of HIDDEN) {
    const length = Math.hypot(moment[3 * bone]!, moment[3 * bone + 1]!, moment[3 * bone + 2]!);
    next.set([length * Math.cos(angle), length * Math.sin(angle), 0], 3 * bone);
  }
  return next;
}

const way = ({ moment }: Dancing, bone: number) => Math.atan2(moment[3 * bone + 1]!, moment[3 * bone]!);

test("a hidden bone goes as foreseen for half a second, then stays, and is where it is once it was seen for a while", () => {
  let dancing = watched;
  for (let n = 1; n <= 20; n++) {
    const expected = foresee(dancing, 0.1 * n);
    dancing = see(dancing, hide(frames[59 + n]!), standard, expected);
    expect(needsForesight({ ...watched, hidden: dancing.hidden }, hide(frames[60 + n]!), standard)).toBe(
      n < 15,
    );
    for (const bone of HIDDEN) expect(way(dancing, bone)).toBeCloseTo(0.1 * Math.min(n, 15), 2);
  }
  const watch = (before: Dancing, some: readonly MotionFrame[]) =>
    some.reduce<Dancing>((now, frame) => see(now, frame, standard), before);
  const seen = watch(dancing, frames.slice(80));
  const whole = watch(meet(), frames);
  for (let bone = 0; bone < BONE_COUNT; bone++) expect(way(seen, bone)).toBeCloseTo(way(whole, bone), 2);
});

test("somebody who is seen whole and well needs no foresight, one who is hidden or trembles does", () => {
  expect(needsForesight(watched, frames[60]!, standard)).toBe(false);
  expect(needsForesight(watched, hide(frames[60]!), standard)).toBe(true);
  let trembling = watched;
  for (let n = 60; n < 70; n++) {
    const body = frames[n]!.body.map(({ x, y, z }, joint) => ({ x, y, z: z + 0.05 * (-1) ** (n + joint) }));
    trembling = see(trembling, { ...frames[n]!, body }, standard);
  }
  expect(needsForesight(trembling, frames[70]!, standard)).toBe(true);
});
