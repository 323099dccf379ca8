import { expect, test } from "vitest";
import {
  BRUSH,
  STROKE_LENGTH,
  STROKES_A_ROW,
  StrokeBuffer,
} from "../../../renderer/stage-view/stroke-buffer.ts";

test("holds a stroke as the shader reads it", () => {
  const strokes = new StrokeBuffer();
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
  const strokes = new StrokeBuffer();
  const fill = () => {
    strokes.clear();
    for (let i = 0; i < 500; i++) strokes.stroke(i, 0, 1, 1, i, 1, 1, 1);
  };
  fill();
  const { data } = strokes;
  expect(data.length).toBeGreaterThanOrEqual(500 * STROKE_LENGTH);
  expect(data[499 * STROKE_LENGTH]).toBe(499);
  for (let i = 0; i < 50; i++) fill();
  expect(strokes.data).toBe(data);
  expect(strokes.capacity % STROKES_A_ROW).toBe(0);
});

test("leaves out what has no light", () => {
  const strokes = new StrokeBuffer();
  strokes.stroke(0, 0, 1, 0, 1, 1, 1, 0);
  expect(strokes.count).toBe(0);
  strokes.stroke(0, 0, 1, 0, 1, 1, 1, 0.5);
  expect(strokes.count).toBe(1);
});
