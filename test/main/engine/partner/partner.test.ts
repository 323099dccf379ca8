import { expect, test } from "vitest";
import { Partner } from "../../../../main/engine/partner/partner.ts";
import { growTogether } from "../../../../main/engine/partner/rollout.ts";
import { FLEXIBLE } from "../../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { proportionsOf } from "../../../../main/motion/proportions.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { parametersOf } from "../../../../shared/commands/parameters.ts";
import type { Mode } from "../../../../shared/stage.ts";
import { STANDING, seenAt, swung } from "../../../support/bodies.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { VelocityMind } from "../../../support/velocity-mind.ts";

const settings = { holdSeconds: 0.8, answerSeconds: { min: 2, max: 8 }, shadowLead: 0.5 };
const dance = (t: number) => swung(Math.sin(3 * t));

/** One dancer and her partner, frame by frame at 30 fps. */
function duet(mode: Mode = "shadow") {
  const mind = new VelocityMind();
  const partner = new Partner(mind, settings);
  const random = () => 0.5;
  let frame = 0;
  const dancing = (seconds: number, body: (t: number) => typeof STANDING): (MotionFrame | null)[] => {
    const shown: (MotionFrame | null)[] = [];
    for (const end = frame + seconds * 30; frame < end; frame++) {
      const t = frame / 30;
      partner.observe(t, seenAt(body(t), 0.4), 16 / 9);
      partner.takeTurn(t, { mode, parameters: parametersOf(ENGINE_SETTINGS) });
      const [foreseen, answered] = [partner.wantsForeseen(t), partner.wantsAnswered(t)];
      growTogether(mind, foreseen ? [foreseen] : [], { temperature: 0, weights: null }, random);
      growTogether(mind, answered, { temperature: 1, weights: null }, random);
      shown.push(partner.at(t));
    }
    return shown;
  };
  return { partner, mind, dancing, now: () => frame / 30 };
}

/** Largest way of a joint from each frame to the next, metres. */
function largestStep(frames: readonly (MotionFrame | null)[]): number {
  let largest = 0;
  for (let n = 1; n < frames.length; n++) {
    const [a, b] = [frames[n - 1], frames[n]];
    if (!a || !b) continue;
    a.body.forEach((point, joint) => {
      largest = Math.max(largest, distance(point, b.body[joint]!));
    });
  }
  return largest;
}

/** The dancer's own largest step. */
const OWN_STEP = largestStep(
  Array.from({ length: 180 }, (_, n) => ({ body: dance(n / 30), root: { x: 0, y: 0.88, z: 0 } })),
);

test("a shadow appears within a second of the dancer, and from then on is always there", () => {
  const shown = duet().dancing(5, dance);
  const first = shown.findIndex((frame) => frame !== null);
  expect(first).toBeLessThan(30);
  expect(shown.slice(first).every((frame) => frame !== null)).toBe(true);
});

test("a shadow is where the dancer is about to be: ahead of her in a steady movement", () => {
  const rising = (t: number) => swung(-0.9 + 0.3 * t);
  const { dancing, now } = duet();
  const last = dancing(4, rising).at(-1);
  const wrist = (t: number) => rising(t)[7]!.y;
  expect(last!.body[7]!.y).toBeGreaterThan(wrist(now()) + 0.03);
});

test("the passage from one look ahead to the next never jumps", () => {
  const shown = duet().dancing(8, dance).slice(60);
  expect(largestStep(shown)).toBeLessThan(2.5 * OWN_STEP);
});

test("an answer begins where the partner is, does not jump, and lasts as long as the phrase", () => {
  const { dancing, partner } = duet("answer");
  dancing(4, dance);
  const held = dancing(0.7, () => dance(4)).slice(10);
  expect(partner.turn).toBe("listening");
  held.push(...dancing(0.6, () => dance(4)));
  expect(partner.turn).toBe("answering");
  held.push(...dancing(5.2, () => dance(4)));
  expect(partner.turn).toBe("listening");
  expect(largestStep(held)).toBeLessThan(1.25 * OWN_STEP);
});

test("an answer goes on from the movement that she came to rest from, not from her rest", () => {
  const { dancing } = duet("answer");
  dancing(4.2, dance);
  const rest = dancing(2, () => dance(4.2));
  const answered = rest.slice(30);
  expect(distance(answered[0]!.body[7]!, answered.at(-1)!.body[7]!)).toBeGreaterThan(0.02);
});

test("the partner has the dancer's own proportions, on the way between two poses too", () => {
  const { dancing } = duet("answer");
  const shown = [...dancing(4, dance), ...dancing(8, () => dance(4))];
  const own = proportionsOf(swung(0));
  for (const frame of shown) {
    if (!frame) continue;
    proportionsOf(frame.body).forEach((length, bone) => {
      if (!FLEXIBLE.includes(bone)) expect(Math.abs(length / own[bone]! - 1)).toBeLessThan(0.02);
    });
  }
});

test("the look ahead is spread over frames: none asks the mind for more than a few steps", () => {
  const { dancing, mind } = duet();
  dancing(2, dance);
  mind.batches.length = 0;
  const worst = Array.from({ length: 90 }, () => {
    const before = mind.batches.length;
    dancing(1 / 30, dance);
    return mind.batches.length - before;
  });
  expect(Math.max(...worst)).toBeLessThanOrEqual(8);
});

test("after a hole in the dance the partner begins anew instead of dreaming on", () => {
  const { partner, dancing, now } = duet();
  dancing(3, dance);
  partner.observe(now() + 2, seenAt(STANDING, 0.4), 16 / 9);
  expect(partner.wantsForeseen(now() + 2)).toBeNull();
  expect(partner.at(now() + 2)).toBeNull();
});
