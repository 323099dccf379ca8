import { expect, test } from "vitest";
import { bonesOf, lengthsOf } from "../../../../main/motion/bones.ts";
import { type MotionFrame, meanDisplacement } from "../../../../main/motion/motion-frame.ts";
import { atPaceOf, paceOf, speedsOf } from "../../../../main/motion/patches/pace.ts";
import { trackOf } from "../../../../main/motion/patches/phrase-track.ts";
import { restyled } from "../../../../main/motion/patches/restyled.ts";
import { proportionsOf } from "../../../../main/motion/proportions.ts";
import { finished } from "../../../../main/motion/slices.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { J } from "../../../../shared/skeleton.ts";
import { swung } from "../../../support/bodies.ts";

const FPS = 30;

/** Arms that swing, fast for a second and slow for the next two, from `from` on. */
function bursts(seconds: number, from: number, height: number): MotionFrame[] {
  let angle = 0;
  return Array.from({ length: seconds * FPS }, (_, frame) => {
    angle += ((frame + from) % (3 * FPS) < FPS ? 9 : 1.5) / FPS;
    return { body: swung(height + 0.4 * Math.sin(angle)), root: { x: 0, y: 0.9, z: 0 } };
  });
}

const LEFT_ARM = [J.left_elbow, J.left_wrist, J.left_index];
/** The same with the left arm behind her, taller, elsewhere. */
const behind = (frames: readonly MotionFrame[]): MotionFrame[] =>
  frames.map(({ body, root }) => ({
    body: body.map(({ x, y, z }, joint) => ({
      ...{ x: 1.2 * x, y: 1.2 * y },
      z: 1.2 * (LEFT_ARM.includes(joint) ? z - 0.3 : z),
    })),
    root: { x: 4 + root.x, y: 1.2 * root.y, z: 2 },
  }));

const hers = bursts(9, 0, 0.2);
const style = [behind(bursts(6, 40, 0.3)), behind(bursts(6, 70, 0.3))];
const danced = finished(restyled(hers, style, FPS));

const speeds = (frames: readonly MotionFrame[]) =>
  frames.slice(1).map((frame, n) => meanDisplacement(frames[n]!, frame));

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [offA, offB] = [a, b].map((of) => of.map((one) => one - mean(of))) as [number[], number[]];
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, n) => sum + value * other[n]!, 0);
  return product(offA, offB) / Math.sqrt(product(offA, offA) * product(offB, offB));
}

test("a phrase in another style moves as that style does, and is fast when she was", () => {
  expect(danced.length).toBe(hers.length);
  const handOf = ({ body }: MotionFrame) => body[J.left_wrist]!.z;
  for (const [n, frame] of danced.entries()) expect(handOf(frame)).toBeLessThan(handOf(hers[n]!) - 0.15);
  expect(correlation(speeds(danced), speeds(hers))).toBeGreaterThan(0.7);
  // The style's own bursts come at other times.
  expect(correlation(speeds(style[0]!), speeds(hers.slice(0, 6 * FPS)))).toBeLessThan(0.3);
});

test("it is danced on her body, in her place, without a jump", () => {
  const own = proportionsOf(hers[0]!.body);
  const most = Math.max(...speeds(hers), ...speeds(style[0]!));
  for (const { body, root } of danced) {
    lengthsOf(bonesOf(body)).forEach((length, bone) => {
      expect(length).toBeCloseTo(own[bone]!, 3);
    });
    expect(distance(root, { ...hers[0]!.root, y: root.y })).toBeLessThan(0.3);
  }
  expect(Math.max(...speeds(danced))).toBeLessThan(1.5 * most);
});

test("of a style also that is danced which is unlike her own dance", () => {
  const [low, high] = [behind(bursts(6, 40, 0)), behind(bursts(6, 10, 0.7))];
  const handOf = ({ body }: MotionFrame) => body[J.left_wrist]!.y - body[J.left_shoulder]!.y;
  const highest = Math.max(...low.map(handOf)) / 1.2;
  const both = finished(restyled(hers, [low, high], FPS));
  expect(both.filter((frame) => handOf(frame) > highest).length / both.length).toBeGreaterThan(0.15);
});

test("speeds of a track are those of its joints in the room", () => {
  const turning = hers.map((frame, n) => {
    const [cos, sin] = [Math.cos(n / 40), Math.sin(n / 40)];
    const body = frame.body.map(({ x, y, z }) => ({ x: x * cos - z * sin, y, z: x * sin + z * cos }));
    return { body, root: { x: n / 50, y: 0.9 + 0.1 * Math.sin(n / 9), z: Math.sin(n / 30) } };
  });
  const found = speedsOf(trackOf(turning, FPS), FPS, [0]);
  for (const [n, speed] of speeds(turning).entries())
    if (n > 5 && n < turning.length - 6) expect(found[n + 1]! / (FPS * speed)).toBeCloseTo(1, 1);
});

test("a pace is the share of what is slower", () => {
  expect([...paceOf(Float32Array.of(3, 1, 2, 1))]).toEqual([0.75, 0, 0.5, 0]);
});

test("a track that is danced at its own pace stays as it is", () => {
  const track = trackOf(hers, FPS);
  const same = atPaceOf(track, track, FPS);
  for (let i = 0; i < track.length; i++) expect(same[i]).toBeCloseTo(track[i]!, 1);
});
