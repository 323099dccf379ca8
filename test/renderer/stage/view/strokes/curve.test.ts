import { describe, expect, test } from "vitest";
import { Curve, drawCurve, SAMPLE_STRIDE } from "../../../../../renderer/stage/view/strokes/curve.ts";
import {
  BRUSH,
  STROKE_LENGTH,
  StrokeBuffer,
} from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";

function bent(points: readonly (readonly [number, number, number?])[], perSegment = 8): Curve {
  const curve = new Curve(perSegment);
  for (const [x, y, radius = 1] of points) curve.add(x, y, radius, 1);
  curve.interpolate();
  return curve;
}

const sample = (curve: Curve, i: number) => [
  ...curve.samples.subarray(i * SAMPLE_STRIDE, (i + 1) * SAMPLE_STRIDE),
];

describe("Curve", () => {
  test("passes through its points, with their widths", () => {
    const curve = bent(
      [
        [0, 0, 1],
        [1, 0, 2],
        [1, 1, 3],
      ],
      8,
    );
    expect(curve.sampleCount).toBe(17);
    expect(sample(curve, 0).slice(0, 3)).toEqual([0, 0, 1]);
    expect(sample(curve, 8).slice(0, 3)).toEqual([1, 0, 2]);
    expect(sample(curve, 16).slice(0, 3)).toEqual([1, 1, 3]);
  });

  test("is straight between points on a line, and bends without a corner elsewhere", () => {
    const straight = bent([
      [0, 0],
      [1, 0],
      [3, 0],
    ]);
    for (let i = 0; i < straight.sampleCount; i++) expect(sample(straight, i)[1]).toBeCloseTo(0, 6);
    const corner = bent(
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      32,
    );
    for (let i = 1; i < corner.sampleCount; i++) {
      const [before, after] = [sample(corner, i - 1), sample(corner, i)];
      expect(before[6]! * after[6]! + before[7]! * after[7]!).toBeGreaterThan(0.95);
    }
  });

  test("keeps its normals of length 1, also where points fall together", () => {
    const curve = bent([
      [0, 0],
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
    for (let i = 0; i < curve.sampleCount; i++) {
      const [x, y, , , nx, ny] = sample(curve, i) as [number, number, number, number, number, number];
      expect([x, y, nx, ny].every(Number.isFinite)).toBe(true);
      expect(Math.hypot(nx, ny)).toBeLessThanOrEqual(1 + 1e-6);
    }
  });

  test("is used again without a trace of what it was", () => {
    const curve = bent([
      [5, 5],
      [6, 6],
      [7, 7],
    ]);
    curve.clear();
    curve.add(0, 0, 1, 1);
    curve.add(1, 0, 1, 1);
    curve.interpolate();
    expect(curve.sampleCount).toBe(9);
  });

  test("is drawn stroke by stroke, each beginning where the last one ended", () => {
    const strokes = new StrokeBuffer();
    strokes.setBrush(BRUSH.solid, [1, 1, 1]);
    drawCurve(
      bent([
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
      0.5,
      strokes,
    );
    expect(strokes.count).toBe(16);
    for (let i = 1; i < strokes.count; i++) {
      const end = strokes.data.slice((i - 1) * STROKE_LENGTH + 4, (i - 1) * STROKE_LENGTH + 8);
      const begin = strokes.data.slice(i * STROKE_LENGTH, i * STROKE_LENGTH + 4);
      expect(begin).toEqual(end);
    }
  });
});
