import { expect, test } from "vitest";
import { Agreement, AROUND } from "../../../../main/coaching/practice/agreement.ts";
import { withCameraNoise } from "../../../../main/learn/train/data/camera-noise.ts";
import { B, bodyOf, bonesOf } from "../../../../main/motion/bones.ts";
import { faceForward } from "../../../../main/motion/heading.ts";
import { frameAtIndex } from "../../../../main/motion/interpolation.ts";
import { type MotionFrame, mirrored } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { vectorLength } from "../../../../main/motion/vectors.ts";
import { BODY_PARTS } from "../../../../shared/body-parts.ts";
import { percentile } from "../../../support/jolts.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";

const FPS = 30;
const phrases = (await demoPhrases()).map(({ frames }) => frames);
const around = (frames: readonly MotionFrame[], at: number) =>
  AROUND.map((later) => frameAtIndex(frames, at + later * FPS));
const noisy = (frames: readonly MotionFrame[], seed = 1) =>
  withCameraNoise(frames, FPS, 1, 0, seededRandom(seed));

/** What is shown of her from the second second on. */
function shown(reference: readonly MotionFrame[], hers: readonly MotionFrame[]) {
  const agreement = new Agreement();
  return hers.map((frame, at) => agreement.update(at / FPS, frame, around(reference, at))).slice(FPS);
}

/** The same dance with one arm left hanging. */
function hanging(frames: readonly MotionFrame[], side: "left" | "right"): MotionFrame[] {
  return frames.map(({ body, root }) => {
    const bones = bonesOf(body);
    for (const bone of [B[`${side}_upper_arm`], B[`${side}_forearm`], B[`${side}_hand`]]) {
      const [x, y, z] = bones.subarray(3 * bone, 3 * bone + 3) as unknown as [number, number, number];
      bones.set([0, -vectorLength(x, y, z), 0], 3 * bone);
    }
    return { body: bodyOf(bones), root };
  });
}

test("a poor camera's copy that dances along, a little late, in another heading, agrees in every part", () => {
  for (const [index, reference] of phrases.entries()) {
    const turn = { cos: Math.cos(1.1), sin: Math.sin(1.1) };
    const late = noisy(
      reference.map((_, at) => reference[Math.max(0, at - 4)]!),
      index + 1,
    );
    const elsewhere = late.map((frame) => {
      const points = Float32Array.from(frame.body.flatMap(({ x, y, z }) => [x, y, z]));
      faceForward(points, turn, points);
      const body = frame.body.map((_, i) => ({
        x: points[3 * i]!,
        y: points[3 * i + 1]!,
        z: points[3 * i + 2]!,
      }));
      return { ...frame, body };
    });
    const values = shown(reference, elsewhere);
    for (const part of BODY_PARTS)
      expect(Math.min(...values.map((value) => value[part])), `${index} ${part}`).toBeGreaterThan(0.85);
  }
});

test("an arm that is left hanging while the reference's is not shows within a second, and no other part does", () => {
  let judged = 0;
  for (const [index, reference] of phrases.entries()) {
    const side = index % 2 === 0 ? "left" : "right";
    const hung = hanging(reference, side);
    const elbow = (frame: MotionFrame) => frame.body[side === "left" ? 7 : 8]!;
    const away = reference.map((frame, at) => {
      const [its, hers] = [elbow(frame), elbow(hung[at]!)];
      return vectorLength(its.x - hers.x, its.y - hers.y, its.z - hers.z) > 0.4;
    });
    const values = shown(reference, noisy(hung, index + 1));
    values.forEach((value, at) => {
      if (!away.slice(at, at + FPS + 1).every(Boolean)) return;
      judged++;
      expect(value[`${side}_arm`], `${index} at ${at}`).toBeLessThan(0.4);
    });
    const others = BODY_PARTS.filter((part) => part !== `${side}_arm`);
    for (const part of others)
      expect(
        percentile(
          values.map((value) => value[part]),
          0.1,
        ),
        `${index} ${part}`,
      ).toBeGreaterThan(0.8);
  }
  expect(judged).toBeGreaterThan(10 * FPS);
});

test("left for right does not agree where the dance has sides", () => {
  const means = phrases.map((reference) => {
    const other = reference.map((frame) => mirrored(frame, 0));
    const values = shown(reference, other).map(({ left_arm, right_arm }) => (left_arm + right_arm) / 2);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  expect(percentile(means, 0.5)).toBeLessThan(0.6);
  expect(Math.max(...means)).toBeLessThan(0.9);
});

test("it is calm: in one frame nothing changes by more than an eighth, and begun anew it forgets", () => {
  const reference = phrases[10]!;
  const other = reference.map((frame) => mirrored(frame, 0));
  const agreement = new Agreement();
  let before = agreement.update(0, reference[0]!, around(reference, 0));
  expect(Math.min(...Object.values(before))).toBe(1);
  for (let at = 1; at < 90; at++) {
    const now = agreement.update(at / FPS, at < 30 ? reference[at]! : other[at]!, around(reference, at));
    for (const part of BODY_PARTS) expect(Math.abs(now[part] - before[part])).toBeLessThan(1 / 8);
    before = now;
  }
  expect(Math.min(...Object.values(before))).toBeLessThan(0.5);
  agreement.reset();
  expect(Math.min(...Object.values(agreement.update(3, reference[90]!, around(reference, 90))))).toBe(1);
});
