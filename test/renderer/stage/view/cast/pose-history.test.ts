import { describe, expect, test } from "vitest";
import { PoseHistory } from "../../../../../renderer/stage/view/cast/pose-history.ts";
import { createPose } from "../../../../../renderer/stage/view/cast/pose-vector.ts";

const at = (x: number, seen = 1) => createPose().fill(seen).fill(x, 0, 1);
const sample = (track: PoseHistory, t: number) => {
  const out = createPose();
  expect(track.sample(t, out)).toBe(true);
  return out[0]!;
};

describe("Track", () => {
  test("is on the straight line between two frames", () => {
    const track = new PoseHistory(8);
    track.push(1, at(10));
    track.push(2, at(20));
    track.push(3, at(40));
    expect(sample(track, 1.5)).toBeCloseTo(15, 5);
    expect(sample(track, 2.25)).toBeCloseTo(25, 5);
    expect(sample(track, 0)).toBe(10);
  });

  test("glides on when the next frame is late, ever slower and not far", () => {
    const track = new PoseHistory(8);
    track.push(0, at(0));
    track.push(0.1, at(1));
    expect(sample(track, 0.11)).toBeGreaterThan(1.05);
    expect(sample(track, 60)).toBeCloseTo(1.5, 4);
  });

  test("a joint seen at one end only stays there", () => {
    const track = new PoseHistory(8);
    track.push(1, at(10, 0));
    track.push(2, at(20));
    expect(sample(track, 1.5)).toBe(20);
  });

  test("remembers only so much, the newest first", () => {
    const track = new PoseHistory(3);
    for (let i = 0; i < 10; i++) track.push(i, at(i));
    expect(track.length).toBe(3);
    expect([track.time(0), track.time(2), track.pose(2)[0]]).toEqual([9, 7, 7]);
    expect(sample(track, 2)).toBe(7);
  });

  test("leaves out frames from the past, and knows nothing when cleared", () => {
    const track = new PoseHistory(3);
    track.push(2, at(2));
    track.push(1, at(1));
    expect(track.length).toBe(1);
    track.clear();
    expect(track.sample(2, createPose())).toBe(false);
  });
});
