import { expect, test } from "vitest";
import { cellAt, gridCells, gridShape } from "../../shared/grid.ts";

const BOX = { x: 0.2, y: 0.1, width: 0.6, height: 0.5 };

test("any number of cells from 2 to 30 fits, as square as can be, and fills the box without overlap", () => {
  for (let count = 2; count <= 30; count++) {
    const { columns, rows } = gridShape(count);
    expect(columns * rows).toBeGreaterThanOrEqual(count);
    expect(columns * (rows - 1)).toBeLessThan(count);
    const cells = gridCells(BOX, count);
    expect(cells).toHaveLength(count);
    for (const [index, { x, y, width, height }] of cells.entries()) {
      expect(x).toBeGreaterThanOrEqual(BOX.x - 1e-9);
      expect(x + width).toBeLessThanOrEqual(BOX.x + BOX.width + 1e-9);
      expect(y + height).toBeLessThanOrEqual(BOX.y + BOX.height + 1e-9);
      // The middle of a cell lies in that cell alone.
      expect(cellAt(cells, x + width / 2, y + height / 2)).toBe(index);
      expect(cellAt(cells.toReversed(), x + width / 2, y + height / 2)).toBe(count - 1 - index);
    }
  }
});

test("the first cell is on the camera's upper right, which the stage, a mirror, shows on the left", () => {
  const [first, second, , fourth] = gridCells(BOX, 9);
  expect(first!.x).toBeCloseTo(0.6, 9);
  expect(first!.y).toBeCloseTo(0.1, 9);
  expect(second!.x).toBeLessThan(first!.x);
  expect(fourth!.y).toBeGreaterThan(first!.y);
});

test("a last row that is not full stands in the middle", () => {
  const cells = gridCells(BOX, 5);
  const last = cells.slice(3);
  const middle = (last[0]!.x + last[0]!.width + last[1]!.x) / 2;
  expect(middle).toBeCloseTo(BOX.x + BOX.width / 2, 9);
});

test("beside the grid there is no cell", () => {
  expect(cellAt(gridCells(BOX, 9), 0.1, 0.3)).toBeNull();
  expect(cellAt([], 0.5, 0.5)).toBeNull();
});
