import { expect, test } from "vitest";
import { bonesOf, lengthsOf } from "../../../../main/motion/bones.ts";
import { type MotionFrame, meanDisplacement } from "../../../../main/motion/motion-frame.ts";
import { framesOf, startOf, trackOf } from "../../../../main/motion/patches/phrase-track.ts";
import { variationOf, varied } from "../../../../main/motion/patches/variation.ts";
import { wayBetween } from "../../../../main/motion/patches/way-between.ts";
import { proportionsOf, withProportions } from "../../../../main/motion/proportions.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { Sliced } from "../../../../main/motion/slices.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { J } from "../../../../shared/skeleton.ts";
import { swung } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;

/** Arms that swing ever higher, so that every moment of it is another, above legs that do not move. */
const RISING: MotionFrame[] = Array.from({ length: 8 * FPS }, (_, frame) => {
  const t = frame / FPS;
  return { body: swung(0.15 * t + 0.2 * Math.sin(5 * t)), root: { x: 0.1 * Math.sin(t), y: 0.9, z: 0 } };
});

const speedOf = (frames: readonly MotionFrame[]): number =>
  frames.slice(1).reduce((sum, frame, n) => sum + meanDisplacement(frames[n]!, frame), 0) /
  (frames.length - 1);

const farthest = (a: MotionFrame, b: MotionFrame): number =>
  Math.max(...a.body.map((point, joint) => distance(point, b.body[joint]!)));

/** From each frame to the most similar one of a phrase: its index, and how far apart the two are. */
const nearest = (frames: readonly MotionFrame[], phrase: readonly MotionFrame[]) =>
  frames.map((frame) => {
    const away = phrase.map((other) => farthest(frame, other));
    const least = Math.min(...away);
    return { least, index: away.indexOf(least) };
  });

const vary = (seed: number, wish = {}, phrase: readonly MotionFrame[] = RISING) =>
  variationOf(phrase, FPS, { frames: phrase.length, ...wish }, seededRandom(seed));

test("a phrase as a track is that phrase again, wherever it is danced and whichever way it faces", () => {
  const phrase = sineDance({ seconds: 3, facing: 2 });
  const track = trackOf(phrase, FPS);
  const again = [...framesOf(track, FPS, startOf(phrase, FPS), proportionsOf(phrase[0]!.body))];
  for (const [n, frame] of again.entries()) {
    expect(farthest(frame, phrase[n]!)).toBeLessThan(0.01);
    expect(distance(frame.root, phrase[n]!.root)).toBeLessThan(1e-3);
  }
});

test("a variation is the dancer's own movement, in another order, as lively, and none like another", () => {
  const one = vary(1);
  expect(one.length).toBe(RISING.length);
  const found = nearest(one, RISING);
  expect(found.reduce((sum, { least }) => sum + least, 0) / found.length).toBeLessThan(0.03);
  const order = found.map(({ index }) => index);
  expect(order.filter((index, n) => Math.abs(index - n) < 5).length).toBeLessThan(order.length / 3);
  expect(new Set(order).size).toBeGreaterThan(RISING.length / 3);
  expect(speedOf(one) / speedOf(RISING)).toBeGreaterThan(0.75);
  expect(speedOf(one) / speedOf(RISING)).toBeLessThan(1.33);
  expect(farthest(one[100]!, vary(2)[100]!)).toBeGreaterThan(0.02);
});

test("in slices it is what it is at once", () => {
  const work = new Sliced(varied(RISING, FPS, { frames: 4 * FPS }, seededRandom(5)));
  for (let share = 0; share < 1; share += 0.01) work.advanceTo(share);
  expect(work.result()).toEqual(vary(5, { frames: 4 * FPS }));
});

test("the same chance gives the same variation", () => {
  expect(vary(3)).toEqual(vary(3));
});

test("bones keep the dancer's lengths, and nothing jumps", () => {
  const lengths = proportionsOf(RISING[0]!.body);
  const most = Math.max(...RISING.slice(1).map((frame, n) => farthest(RISING[n]!, frame)));
  const long = vary(1, { frames: 20 * FPS });
  expect(long.length).toBe(20 * FPS);
  for (const [n, { body, root }] of long.entries()) {
    lengthsOf(bonesOf(body)).forEach((length, bone) => {
      expect(length).toBeCloseTo(lengths[bone]!, 3);
    });
    if (n === 0) continue;
    expect(farthest(long[n - 1]!, long[n]!)).toBeLessThan(3 * most);
    expect(distance(root, long[n - 1]!.root)).toBeLessThan(0.02);
  }
});

test("a loop's end goes on with its beginning, at the place where it began", () => {
  const turning = sineDance({ seconds: 8 });
  const loop = vary(1, { isLoop: true }, turning);
  const most = Math.max(...turning.slice(1).map((frame, n) => meanDisplacement(turning[n]!, frame)));
  expect(meanDisplacement(loop.at(-1)!, loop[0]!)).toBeLessThan(1.5 * most);
});

test("a loop's seam is where she is calm", () => {
  // Arms that beat once a second, and rest between.
  const beating = Array.from({ length: 8 * FPS }, (_, frame) => {
    const beat = (frame % FPS) / FPS;
    const raised = beat < 0.4 ? Math.sin((Math.PI * beat) / 0.4) ** 2 : 0;
    return { body: swung(0.1 + 0.6 * raised * (1 + Math.floor(frame / FPS) / 8)), root: RISING[0]!.root };
  });
  for (const seed of [1, 2, 3, 4]) {
    const loop = vary(seed, { isLoop: true }, beating);
    const step = (n: number) => meanDisplacement(loop.at(n - 1)!, loop[n]!);
    const jerk = (n: number) => Math.abs(step(n) - step((n + 1) % loop.length));
    const most = Math.max(...loop.map((_, n) => jerk(n)));
    for (const n of [loop.length - 2, loop.length - 1, 0, 1]) expect(jerk(n)).toBeLessThan(most / 20);
  }
});

/** Mean length of the stretches that are danced in the phrase's own order, frames. */
function inOrder(frames: readonly MotionFrame[]): number {
  const away = frames.map((frame) => RISING.map((other) => farthest(frame, other)));
  const moment = FPS / 2;
  const order = away.slice(moment).map((_, n) => {
    const apart = RISING.slice(moment).map((__, from) => {
      let sum = 0;
      for (let k = 0; k < moment; k++) sum += away[n + k]![from + k]!;
      return sum;
    });
    return apart.indexOf(Math.min(...apart));
  });
  const jumps = order.filter((at, n) => n > 0 && Math.abs(at - order[n - 1]! - 1) > 2).length;
  return order.length / (1 + jumps);
}

test("the hotter, the shorter are the stretches that are danced in order", () => {
  const mean = (temperature: number) =>
    [1, 2, 3].reduce((sum, seed) => sum + inOrder(vary(seed, { temperature })) / 3, 0);
  const [cold, usual, hot] = [0.2, 1, 2].map(mean) as [number, number, number];
  expect(cold).toBeGreaterThan(1.5 * usual);
  expect(usual).toBeGreaterThan(1.2 * hot);
});

test("a variation may have to begin and to end with a certain moment of the phrase", () => {
  for (const seed of [1, 2, 3]) {
    const [first, last] = [100, 60];
    const one = vary(seed, { frames: 5 * FPS, ends: { first, last } });
    expect(farthest(one[0]!, RISING[first]!)).toBeLessThan(0.005);
    expect(farthest(one.at(-1)!, RISING[last]!)).toBeLessThan(0.005);
    expect(distance(one[0]!.root, RISING[first]!.root)).toBeLessThan(0.01);
  }
});

test("half a body dances anew, and the other half the phrase as it is", () => {
  const phrase = sineDance({ seconds: 6 }).map((frame, n) => ({ ...frame, body: RISING[n]!.body }));
  const upper = vary(1, { anew: "upper" }, phrase);
  expect(upper.length).toBe(phrase.length);
  for (const [n, { body, root }] of upper.entries()) {
    for (const joint of [J.left_hip, J.left_knee, J.right_ankle, J.right_foot_index])
      expect(distance(body[joint]!, phrase[n]!.body[joint]!)).toBeLessThan(0.01);
    expect(distance(root, phrase[n]!.root)).toBeLessThan(1e-3);
  }
  const moved = upper.filter(
    ({ body }, n) => distance(body[J.left_wrist]!, phrase[n]!.body[J.left_wrist]!) > 0.03,
  );
  expect(moved.length).toBeGreaterThan(phrase.length / 2);
});

test("the way between two phrases begins as one and ends as the other, on the body of the first", () => {
  const arm = [J.left_elbow, J.left_wrist, J.left_index];
  /** The same with the left arm behind her. */
  const behind = RISING.map(({ body, root }) => ({
    body: body.map((point, joint) => (arm.includes(joint) ? { ...point, z: point.z - 0.3 } : point)),
    root,
  }));
  const tall = behind.map(({ body, root }) => ({
    body: body.map(({ x, y, z }) => ({ x: 1.2 * x, y: 1.2 * y, z: 1.2 * z })),
    root: { x: 5 + root.x, y: 1.2 * root.y, z: 0 },
  }));
  const way = wayBetween(RISING, tall, FPS, 8 * FPS, seededRandom(1));
  const handOf = ({ body }: MotionFrame) => body[J.left_wrist]!.z;
  for (const frame of way.slice(0, FPS)) expect(handOf(frame)).toBeCloseTo(handOf(RISING[0]!), 1);
  for (const frame of way.slice(-FPS)) expect(handOf(frame)).toBeLessThan(handOf(RISING[0]!) - 0.1);
  expect(farthest(way[0]!, RISING[0]!)).toBeLessThan(0.05);
  const last = behind.at(-1)!;
  const onFirst = { ...last, body: withProportions(last.body, proportionsOf(RISING[0]!.body)) };
  expect(farthest(way.at(-1)!, onFirst)).toBeLessThan(0.05);
  expect(lengthsOf(bonesOf(way.at(-1)!.body))[14]).toBeCloseTo(proportionsOf(RISING[0]!.body)[14]!, 3);
  for (const [n, { root }] of way.entries())
    if (n > 0) expect(distance(root, way[n - 1]!.root)).toBeLessThan(0.03);
});

test("somebody who stands still is varied too, and stays", () => {
  const still = Array.from({ length: 2 * FPS }, () => RISING[0]!);
  for (const frame of vary(1, {}, still)) expect(farthest(frame, still[0]!)).toBeLessThan(0.01);
});
