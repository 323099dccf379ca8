import { expect, test } from "vitest";
import { BRUSH, STROKE_LENGTH, StrokeBuffer } from "../../../renderer/stage-view/stroke-buffer.ts";

test("holds a stroke as the shader reads it", () => {
  const strokes = new StrokeBuffer(2);
  strokes.use(BRUSH.moon, [0.25, 0.5, 0.75], 2, 3, 4);
  strokes.cover = 1;
  strokes.stroke(1, 2, 3, 0.5, 5, 6, 7, 1);
  expect([...strokes.data.subarray(0, STROKE_LENGTH)]).toEqual([
    1,
    2,
    3,
    0.5,
    5,
    6,
    7,
    1,
    0.25,
    0.5,
    0.75,
    1,
    BRUSH.moon,
    2,
    3,
    4,
  ]);
});

test("grows once for the fullest frame, and then never again", () => {
  const strokes = new StrokeBuffer(4);
  const fill = () => {
    strokes.clear();
    for (let i = 0; i < 50; i++) strokes.stroke(i, 0, 1, 1, i, 1, 1, 1);
  };
  fill();
  const { data } = strokes;
  expect(data.length).toBeGreaterThanOrEqual(50 * STROKE_LENGTH);
  expect(data[49 * STROKE_LENGTH]).toBe(49);
  for (let i = 0; i < 100; i++) fill();
  expect(strokes.data).toBe(data);
});

test("leaves out what has no light", () => {
  const strokes = new StrokeBuffer(4);
  strokes.stroke(0, 0, 1, 0, 1, 1, 1, 0);
  expect(strokes.count).toBe(0);
  strokes.stroke(0, 0, 1, 0, 1, 1, 1, 0.5);
  expect(strokes.count).toBe(1);
});
