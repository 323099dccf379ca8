import { describe, expect, test } from "vitest";
import { PoseHistory } from "../../../../../renderer/stage/view/cast/pose-history.ts";
import { createPose } from "../../../../../renderer/stage/view/cast/pose-vector.ts";

const at = (x: number, seen = 1) => createPose().fill(seen).fill(x, 0, 1);
const sample = (history: PoseHistory, t: number) => {
  const out = createPose();
  expect(history.sample(t, out)).toBe(true);
  return out[0]!;
};

describe("PoseHistory", () => {
  test("is on the straight line between two frames", () => {
    const history = new PoseHistory(8);
    history.push(1, at(10));
    history.push(2, at(20));
    history.push(3, at(40));
    expect(sample(history, 1.5)).toBeCloseTo(15, 5);
    expect(sample(history, 2.25)).toBeCloseTo(25, 5);
    expect(sample(history, 0)).toBe(10);
  });

  test("glides on when the next frame is late, ever slower and not far", () => {
    const history = new PoseHistory(8);
    history.push(0, at(0));
    history.push(0.1, at(1));
    expect(sample(history, 0.11)).toBeGreaterThan(1.05);
    expect(sample(history, 60)).toBeCloseTo(1.5, 4);
  });

  test("frames a moment apart tell no speed: a late one that moved far does not burst", () => {
    const history = new PoseHistory(8);
    history.push(0, at(0));
    history.push(0.001, at(1));
    expect(sample(history, 60)).toBeLessThanOrEqual(2.5);
  });

  test("a joint seen at one end only stays there", () => {
    const history = new PoseHistory(8);
    history.push(1, at(10, 0));
    history.push(2, at(20));
    expect(sample(history, 1.5)).toBe(20);
  });

  test("remembers only so much, the newest first", () => {
    const history = new PoseHistory(3);
    for (let i = 0; i < 10; i++) history.push(i, at(i));
    expect(history.length).toBe(3);
    expect([history.time(0), history.time(2), history.pose(2)[0]]).toEqual([9, 7, 7]);
    expect(sample(history, 2)).toBe(7);
  });

  test("leaves out frames from the past, and knows nothing when cleared", () => {
    const history = new PoseHistory(3);
    history.push(2, at(2));
    history.push(1, at(1));
    expect(history.length).toBe(1);
    history.clear();
    expect(history.sample(2, createPose())).toBe(false);
  });
});
