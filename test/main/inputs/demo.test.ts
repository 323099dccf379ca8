import { statSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { readTake } from "../../../main/archive/take-reader.ts";
import { DEMO_TAKE, openDemo } from "../../../main/inputs/demo.ts";
import { Stillness } from "../../../main/motion/stillness.ts";
import type { BodyPoint, PoseFrame } from "../../../shared/pose.ts";
import { BONES, J } from "../../../shared/skeleton.ts";

/** One round and a half. */
const frames: PoseFrame[] = [];
const pose = (frame: PoseFrame) => frame.people[0]!;

beforeAll(async () => {
  const demo = await openDemo();
  for await (const frame of demo.frames()) if (frames.push(frame) >= 2900) break;
});

function apart(a: PoseFrame, b: PoseFrame, joint: number): number {
  const at = (frame: PoseFrame) => {
    const [p, r] = [pose(frame).body![joint]!, pose(frame).root!];
    return [p.x + r.x, p.y + r.y, p.z + r.z];
  };
  const [p, q] = [at(a), at(b)];
  return Math.hypot(...p.map((value, k) => value - q[k]!));
}

test("the bundled dance is small, between one and one and a half minutes, and carries its credit", async () => {
  const { header } = await readTake(DEMO_TAKE, { onDamage: () => {} });
  expect(statSync(DEMO_TAKE).size).toBeLessThan(1_000_000);
  expect(header.source).toContain("mocap.cs.cmu.edu");
  expect(header.source).toContain("NSF EIA-0196217");
  expect(header.tags).toEqual(["indian", "salsa", "pop", "ballet", "breaking"]);
});

test("it goes on for ever: time never stops, and nothing jumps, not even where it begins anew", () => {
  for (let f = 1; f < frames.length; f++) {
    expect(frames[f]!.t - frames[f - 1]!.t).toBeCloseTo(1 / 30, 3);
    for (let joint = 0; joint < 19; joint++) {
      expect(apart(frames[f]!, frames[f - 1]!, joint) * 30).toBeLessThan(12);
    }
  }
  const rounds = frames.filter(({ people }) => people.length !== 1);
  expect(rounds).toEqual([]);
});

test("she dances phrases of four to seven seconds, and after each stands still long enough for an answer", () => {
  const stillness = new Stillness();
  const holds: { from: number; to: number }[] = [];
  for (const frame of frames) {
    stillness.push({
      t: frame.t,
      frame: { body: pose(frame).body as readonly BodyPoint[], root: pose(frame).root! },
    });
    if (stillness.moving) continue;
    const last = holds.at(-1);
    if (last && frame.t - last.to < 0.05) last.to = frame.t;
    else holds.push({ from: frame.t, to: frame.t });
  }
  const long = holds.filter(({ from, to }) => to - from >= 0.9 && from > 1);
  expect(long.length).toBeGreaterThanOrEqual(13);
  for (let index = 1; index < long.length; index++) {
    const phrase = long[index]!.from - long[index - 1]!.to;
    expect(phrase).toBeGreaterThan(2.5);
    expect(phrase).toBeLessThan(7.5);
  }
});

test("she is in the picture from head to foot, and mostly faces the camera", () => {
  const points = frames.flatMap((frame) => pose(frame).image!.map((point) => point!));
  for (const values of [points.map(({ x }) => x), points.map(({ y }) => y)]) {
    expect(values.reduce((least, value) => Math.min(least, value))).toBeGreaterThan(0.03);
    expect(values.reduce((most, value) => Math.max(most, value))).toBeLessThan(0.97);
  }
  const facing = frames.filter(
    (frame) => pose(frame).body![J.left_hip]!.x > pose(frame).body![J.right_hip]!.x,
  );
  expect(facing.length / frames.length).toBeGreaterThan(0.8);
});

test("her bones keep their length", () => {
  const limbs = BONES.filter(([from, to]) => from >= J.left_shoulder && to > from + 1);
  expect(limbs).toHaveLength(12);
  for (const [from, to] of limbs) {
    const lengths = frames.map((frame) => {
      const [p, q] = [pose(frame).body![from]!, pose(frame).body![to]!];
      return Math.hypot(p.x - q.x, p.y - q.y, p.z - q.z);
    });
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.01);
  }
});
