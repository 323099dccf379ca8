import { describe, expect, test } from "vitest";
import { cover, headAt, headsOverlap } from "../../../../../main/engine/pose/blazepose/head.ts";

describe("the head of another", () => {
  test("is painted over where it appears in a turned view, and nothing else", () => {
    const region = { x: 200, y: 200, size: 100, turn: Math.PI / 2 };
    // The view's top is to the picture's right: 30 pixels right of the middle is 30 above it.
    const head = headAt(230, 200, region);
    expect(head.radius).toBe(5);
    const view = new Float32Array(100 * 100 * 3);
    cover(head, region, 100, 0.5, view);
    const painted = [...view.keys()].filter((k) => k % 3 === 0 && view[k] === 0.5).map((k) => k / 3);
    expect(painted.length).toBeGreaterThan(60);
    for (const k of painted) expect(Math.hypot((k % 100) - 50, Math.floor(k / 100) - 20)).toBeLessThan(6);
    expect(view.filter((value) => value !== 0)).toHaveLength(3 * painted.length);
  });

  test("beyond the view is nowhere", () => {
    const region = { x: 0, y: 0, size: 100, turn: 0 };
    const view = new Float32Array(100 * 100 * 3);
    cover(headAt(500, 0, region), region, 100, 0.5, view);
    expect(view.some((value) => value !== 0)).toBe(false);
  });

  test("is not another's when they touch", () => {
    const region = { x: 0, y: 0, size: 200, turn: 0 };
    expect(headsOverlap(headAt(0, 0, region), headAt(19, 0, region))).toBe(true);
    expect(headsOverlap(headAt(0, 0, region), headAt(21, 0, region))).toBe(false);
  });
});
