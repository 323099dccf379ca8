import { expect, test } from "vitest";
import { parseFrame } from "../../../main/archive/take.ts";
import { bonesOf, lengthsOf } from "../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { displacements } from "../../../main/motion/motion-frame.ts";
import { type FeetState, plantFeet } from "../../../main/motion/planted-feet.ts";
import { distance, norm, subtract, type Vector } from "../../../main/motion/vectors.ts";
import { STANDING } from "../../support/bodies.ts";
import { demoLines } from "../../support/short-take.ts";
import { phaseOf, STANDS, slidingWalk, standingOn, toesOf } from "../../support/stepping.ts";

const FPS = 30;

function held(motion: readonly MotionFrame[], fps = FPS): MotionFrame[] {
  let state: FeetState | null = null;
  return motion.map((frame) => {
    const shown = plantFeet(state, frame, 1 / fps);
    state = shown.state;
    return shown.frame;
  });
}

const frames = (seconds: number, at: (t: number) => MotionFrame, fps = FPS): MotionFrame[] =>
  Array.from({ length: seconds * fps }, (_, n) => at(n / fps));

/** Somebody whose feet glide from side to side with her, at up to 0.56 m/s. */
const gliding = (t: number): MotionFrame => ({
  body: STANDING,
  root: { x: 0.35 * Math.sin(1.6 * t), y: 0.88, z: 0 },
});

const meanSpeed = (
  motion: readonly MotionFrame[],
  from: number,
  counts: (n: number, side: number) => boolean,
) => {
  let [sum, count] = [0, 0];
  for (let n = from; n < motion.length; n++) {
    for (const side of [0, 1]) {
      if (!counts(n, side)) continue;
      sum += FPS * distance(toesOf(motion[n]!)[side]!, toesOf(motion[n - 1]!)[side]!);
      count++;
    }
  }
  return sum / count;
};

function accelerations(motion: readonly MotionFrame[], fps = FPS): number[] {
  return motion.slice(2).flatMap((_, n) =>
    [0, 1].map((side) => {
      const [a, b, c] = [0, 1, 2].map((k) => toesOf(motion[n + k]!)[side]!) as [Vector, Vector, Vector];
      return fps * fps * norm(subtract(subtract(c, b), subtract(b, a)));
    }),
  );
}

test("the standing feet of a walk that slides are held, and its swinging feet go where they went", () => {
  const walk = frames(8, (t) => slidingWalk(t, 0.35));
  const shown = held(walk);
  const stands = (n: number, side: number) => {
    const phase = phaseOf(n / FPS, side);
    return phase > 0.3 * STANDS && phase < 0.9 * STANDS;
  };
  expect(meanSpeed(walk, 60, stands)).toBeCloseTo(0.35, 2);
  expect(meanSpeed(shown, 60, stands)).toBeLessThan(0.1);
  const off = walk.map((frame, n) => Math.max(...displacements(frame, shown[n]!)));
  expect(Math.max(...off)).toBeLessThan(0.3);
});

test("feet that glide under a body stand and step instead", () => {
  const motion = frames(10, gliding);
  const shown = held(motion);
  const still = (of: readonly MotionFrame[]) => {
    const speeds = of.slice(61).map((frame, n) => FPS * distance(toesOf(frame)[0]!, toesOf(of[n + 60]!)[0]!));
    return speeds.filter((speed) => speed < 0.05).length / speeds.length;
  };
  expect(still(motion)).toBeLessThan(0.1);
  expect(still(shown)).toBeGreaterThan(0.35);
  expect(Math.max(...shown.flatMap((frame) => toesOf(frame).map(({ y }) => y)))).toBeGreaterThan(0.03);
  for (const [n, frame] of shown.entries())
    for (const [side, toes] of toesOf(frame).entries())
      expect(distance(toes, toesOf(motion[n]!)[side]!)).toBeLessThan(0.4);
});

test.each([30, 60])("no foot jumps when it is planted, steps or is let go, at %i frames a second", (fps) => {
  const walk = frames(8, (t) => slidingWalk(t, 0.35), fps);
  const most = Math.max(...accelerations(walk, fps));
  expect(Math.max(...accelerations(held(walk, fps), fps))).toBeLessThan(2 * most);
  expect(Math.max(...accelerations(held(frames(10, gliding, fps), fps), fps))).toBeLessThan(60);
});

test("bones keep their lengths, and hips and all above them their place", () => {
  for (const motion of [frames(6, gliding), frames(6, (t) => slidingWalk(t, 0.35))]) {
    for (const [n, shown] of held(motion).entries()) {
      const [now, own] = [lengthsOf(bonesOf(shown.body)), lengthsOf(bonesOf(motion[n]!.body))];
      for (const [bone, length] of now.entries()) expect(length).toBeCloseTo(own[bone]!, 5);
      expect(shown.root).toEqual(motion[n]!.root);
      expect(shown.body.slice(0, 13)).toEqual(motion[n]!.body.slice(0, 13));
    }
  }
});

test("who stands firmly may jump, and is shown as she is", () => {
  const toes = (y: number) => [13, 14].map((_, side) => ({ x: side ? -0.14 : 0.14, y, z: 0.12 }));
  const jump = frames(4, (t) => {
    const y = Math.max(0, 0.3 - 30 * (t - 2) ** 2);
    return standingOn({ x: 0, y: 0.86 + y, z: 0 }, toes(y));
  });
  expect(held(jump)).toEqual(jump);
});

test("who glides and jumps flies as she flew", () => {
  const glided = frames(6, (t) => {
    const y = t > 4 ? 0.4 - 1.6 * (t - 4.5) ** 2 : 0;
    const { body, root } = gliding(t);
    return { body, root: { ...root, y: root.y + Math.max(0, y) } };
  });
  const shown = held(glided);
  const highest = Math.round(4.5 * FPS);
  expect(Math.max(...displacements(shown[highest]!, glided[highest]!))).toBeLessThan(0.01);
});

test("recorded dance is shown almost as it was danced", () => {
  const dance = demoLines()
    .slice(1)
    .flatMap((line) => {
      const [pose] = parseFrame(JSON.parse(line)).people;
      return pose?.body && pose.root ? [{ body: pose.body as MotionFrame["body"], root: pose.root }] : [];
    });
  const shown = held(dance);
  const moved = dance.flatMap((frame, n) => displacements(frame, shown[n]!));
  expect(moved.reduce((sum, one) => sum + one, 0) / moved.length).toBeLessThan(0.005);
});

test("held again, feet stay where they are held", () => {
  const shown = held(frames(10, gliding));
  const again = held(shown);
  const moved = shown.flatMap((frame, n) => displacements(frame, again[n]!));
  expect(moved.reduce((sum, one) => sum + one, 0) / moved.length).toBeLessThan(0.002);
});

test("after a gap another motion begins: its first frame is shown as it is", () => {
  const { state } = plantFeet(null, gliding(0), 0);
  const elsewhere = gliding(3);
  expect(plantFeet(state, elsewhere, 0.5).frame).toEqual(elsewhere);
});
