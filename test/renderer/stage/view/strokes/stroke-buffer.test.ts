import { expect, test } from "vitest";
import {
  BRUSH,
  STROKE_LENGTH,
  STROKES_A_ROW,
  StrokeBuffer,
} from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";

test("holds a stroke as the shader reads it", () => {
  const strokes = new StrokeBuffer();
  strokes.setBrush(BRUSH.crescent, [0.25, 0.5, 0.75], 2, 3, 4);
  strokes.opacity = 1;
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
    BRUSH.crescent,
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

test("a chain is the strokes from each of its samples to the next, but for those without light", () => {
  const samples = Float32Array.of(1, 2, 0.1, 1, -1, 2, 3, 0.2, 0.5, -1, 4, 4, 0.3, 0, -1, 5, 4, 0.4, 0, -1);
  for (const radius of [null, 0.25]) {
    const [chained, single] = [new StrokeBuffer(), new StrokeBuffer()];
    for (const strokes of [chained, single]) {
      strokes.setBrush(BRUSH.dry, [0.25, 0.5, 0.75], 2, 3, 4);
      strokes.setTransform(0.5, 0.25, 2);
      strokes.share = 0.5;
    }
    chained.polyline(samples, 5, 4, radius);
    for (let at = 0; at + 5 < samples.length; at += 5) {
      const [ax, ay, ar, al] = [...samples.subarray(at)] as [number, number, number, number];
      const [bx, by, br, bl] = [...samples.subarray(at + 5)] as [number, number, number, number];
      single.stroke(ax, ay, radius ?? ar, al, bx, by, radius ?? br, bl);
    }
    expect(chained.count).toBe(2);
    expect([...chained.data]).toEqual([...single.data]);
  }
});
