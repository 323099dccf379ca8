import { expect, test } from "vitest";
import { HEATMAP_SIDE, refine } from "../../../../../main/engine/pose/blazepose/heatmap.ts";

const LAYERS = 2;

/** Everywhere surely not, but in the cells given: column, row, value before the sigmoid. */
function heatmap(...cells: [number, number, number][]): Float32Array {
  const map = new Float32Array(HEATMAP_SIDE * HEATMAP_SIDE * LAYERS).fill(-20);
  for (const [column, row, value] of cells) map[(row * HEATMAP_SIDE + column) * LAYERS + 1] = value;
  return map;
}

const at = (column: number, row: number) => ({ x: column / HEATMAP_SIDE, y: row / HEATMAP_SIDE });

test("a landmark moves to where its heatmap is sure", () => {
  const point = at(20.4, 30.9);
  refine(heatmap([22, 29, 20]), LAYERS, 1, point);
  expect(point).toEqual({ x: expect.closeTo(22 / 64, 5), y: expect.closeTo(29 / 64, 5) });
});

test("a landmark moves between two places of which its heatmap is equally sure", () => {
  const point = at(20, 30);
  refine(heatmap([19, 30, 20], [22, 30, 20]), LAYERS, 1, point);
  expect(point.x).toBeCloseTo(20.5 / 64, 5);
});

test("a landmark stays where its heatmap knows nothing near it, or only of another's place", () => {
  for (const [map, layer] of [
    [heatmap([20, 34, 20]), 1],
    [heatmap([20, 30, 20]), 0],
    [heatmap([20, 30, -3]), 1],
  ] as const) {
    const point = at(20, 30);
    refine(map, LAYERS, layer, point);
    expect(point).toEqual(at(20, 30));
  }
});

test("a landmark in a corner looks only inside, and one outside stays", () => {
  const corner = at(0.5, 63.5);
  refine(heatmap([1, 62, 20]), LAYERS, 1, corner);
  expect(corner).toEqual({ x: expect.closeTo(1 / 64, 5), y: expect.closeTo(62 / 64, 5) });
  const outside = at(-3, 10);
  refine(heatmap([0, 10, 20]), LAYERS, 1, outside);
  expect(outside).toEqual(at(-3, 10));
});
