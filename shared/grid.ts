/** A part of the picture: image space, `x` and `y` its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How many columns and rows hold `count` cells: as square as the box, never more than a row too many. */
export function gridShape(count: number): { readonly columns: number; readonly rows: number } {
  const columns = Math.ceil(Math.sqrt(count));
  return { columns, rows: Math.ceil(count / columns) };
}

/**
 * The cells that options dance in: as the camera sees them, from the upper right, so that the stage, which is a
 * mirror, shows the first one on the upper left. A last row that is not full stands in the middle.
 */
export function gridCells(box: Box, count: number): readonly Box[] {
  const { columns, rows } = gridShape(count);
  const width = box.width / columns;
  const height = box.height / rows;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const right = box.x + box.width - ((columns - inRow) / 2) * width;
    return { x: right - ((index % columns) + 1) * width, y: box.y + row * height, width, height };
  });
}

/** Index of the cell that a point of the picture lies in; null between and beside them. */
export function cellAt(cells: readonly Box[], x: number, y: number): number | null {
  const index = cells.findIndex(
    (cell) => x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cell.height,
  );
  return index < 0 ? null : index;
}
