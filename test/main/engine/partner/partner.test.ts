import { expect, test } from "vitest";
import { Partner } from "../../../../main/engine/partner/partner.ts";
import { extendRollouts } from "../../../../main/engine/partner/rollout.ts";
import { GeneratorSet } from "../../../../main/generators/generator-set.ts";
import { FLEXIBLE } from "../../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { proportionsOf } from "../../../../main/motion/proportions.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { parametersOf } from "../../../../shared/commands/parameters.ts";
import type { Mode } from "../../../../shared/stage.ts";
import { STANDING, seenAt, swung } from "../../../support/bodies.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { VelocityGenerator } from "../../../support/velocity-generator.ts";

const settings = { holdSeconds: 0.8, answerSeconds: { min: 2, max: 8 }, shadowLead: 0.5 };
const dance = (t: number) => swung(Math.sin(3 * t));

/** One dancer and her partner, frame by frame at 30 fps. */
function duet(mode: Mode = "shadow") {
  const generator = new VelocityGenerator();
  const generators = new GeneratorSet({ model: generator });
  const partner = new Partner(generators, settings);
  const random = () => 0.5;
  let frame = 0;
  const dancing = async (seconds: number, body: (t: number) => typeof STANDING) => {
    const shown: (MotionFrame | null)[] = [];
    for (const end = frame + seconds * 30; frame < end; frame++) {
      const t = frame / 30;
      partner.observe(t, seenAt(body(t), 0.4), 16 / 9);
      partner.takeTurn(t, { mode, parameters: parametersOf(ENGINE_SETTINGS) });
      const [shadow, answers] = [partner.shadowRequest(t), partner.answerRequests(t)];
      await extendRollouts(generators, shadow ? [shadow] : [], { temperature: 0, styles: null }, random);
      await extendRollouts(generators, answers, { temperature: 1, styles: null }, random);
      shown.push(partner.at(t));
    }
    return shown;
  };
  return { partner, generator, dancing, now: () => frame / 30 };
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

test("a shadow appears within a second of the dancer, and from then on is always there", async () => {
  const shown = await duet().dancing(5, dance);
  const first = shown.findIndex((frame) => frame !== null);
  expect(first).toBeLessThan(30);
  expect(shown.slice(first).every((frame) => frame !== null)).toBe(true);
});

test("a shadow is where the dancer is about to be: ahead of her in a steady movement", async () => {
  const rising = (t: number) => swung(-0.9 + 0.3 * t);
  const { dancing, now } = duet();
  const last = (await dancing(4, rising)).at(-1);
  const wrist = (t: number) => rising(t)[7]!.y;
  expect(last!.body[7]!.y).toBeGreaterThan(wrist(now()) + 0.03);
});

test("the transition from one prediction to the next never jumps", async () => {
  const shown = (await duet().dancing(8, dance)).slice(60);
  expect(largestStep(shown)).toBeLessThan(2.5 * OWN_STEP);
});

test("an answer begins where the partner is, does not jump, and lasts as long as the phrase", async () => {
  const { dancing, partner } = duet("answer");
  await dancing(4, dance);
  const held = (await dancing(0.7, () => dance(4))).slice(10);
  expect(partner.turn).toBe("listening");
  held.push(...(await dancing(0.6, () => dance(4))));
  expect(partner.turn).toBe("answering");
  held.push(...(await dancing(5.2, () => dance(4))));
  expect(partner.turn).toBe("listening");
  expect(largestStep(held)).toBeLessThan(1.25 * OWN_STEP);
});

test("an answer goes on from the movement that she came to rest from, not from her rest", async () => {
  const { dancing } = duet("answer");
  await dancing(4.2, dance);
  const rest = await dancing(2, () => dance(4.2));
  const answered = rest.slice(30);
  expect(distance(answered[0]!.body[7]!, answered.at(-1)!.body[7]!)).toBeGreaterThan(0.02);
});

test("the partner has the dancer's own proportions, on the way between two poses too", async () => {
  const { dancing } = duet("answer");
  const shown = [...(await dancing(4, dance)), ...(await dancing(8, () => dance(4)))];
  const own = proportionsOf(swung(0));
  for (const frame of shown) {
    if (!frame) continue;
    proportionsOf(frame.body).forEach((length, bone) => {
      if (!FLEXIBLE.includes(bone)) expect(Math.abs(length / own[bone]! - 1)).toBeLessThan(0.02);
    });
  }
});

test("the prediction is spread over frames: none asks the generator for more than a few steps", async () => {
  const { dancing, generator } = duet();
  await dancing(2, dance);
  const steps: number[] = [];
  for (let n = 0; n < 90; n++) {
    const before = generator.batches.length;
    await dancing(1 / 30, dance);
    steps.push(generator.batches.length - before);
  }
  expect(Math.max(...steps)).toBeLessThanOrEqual(8);
});

test("after a hole in the dance the partner begins anew instead of going on", async () => {
  const { partner, dancing, now } = duet();
  await dancing(3, dance);
  partner.observe(now() + 2, seenAt(STANDING, 0.4), 16 / 9);
  expect(partner.shadowRequest(now() + 2)).toBeNull();
  expect(partner.at(now() + 2)).toBeNull();
});
