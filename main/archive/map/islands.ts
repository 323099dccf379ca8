/** What lies farther than this from all others, in UMAP's own measure, is an island: usual neighbours are a tenth apart. */
const GAP = 0.8;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly points: number[];
}

/**
 * Brings islands to the mainland, each as it is and straight to where it is nearest, up to a gap. How far they lie says
 * nothing, since they share no neighbours: UMAP lets them drift until there is no room left for the rest.
 * @param places [points, 2], in place
 */
export function gatherIslands(places: Float32Array): void {
  const [mainland, ...others] = islands(places);
  const settled = [...mainland!];
  const byDistance = others
    .map((cells) => ({ cells, distance: nearestTo(settled, cells).distance }))
    .sort((a, b) => a.distance - b.distance);
  for (const { cells } of byDistance) {
    const moved = settle(cells, settled);
    for (const { points } of cells)
      for (const point of points) {
        places[2 * point]! += moved.x;
        places[2 * point + 1]! += moved.y;
      }
    settled.push(...cells.map(({ points, x, y }) => ({ points, x: x + moved.x, y: y + moved.y })));
  }
}

/** How an island is moved: along the shortest way, and less of it where it would run into something else on the way. */
function settle(
  cells: readonly Cell[],
  settled: readonly Cell[],
): { readonly x: number; readonly y: number } {
  const { distance, x, y } = nearestTo(settled, cells);
  for (let share = 1 - (1.5 * GAP) / distance; share > 0.01; share *= 0.8) {
    const moved = cells.map((cell) => ({ ...cell, x: cell.x + share * x, y: cell.y + share * y }));
    if (nearestTo(settled, moved).distance >= 1.4 * GAP) return { x: share * x, y: share * y };
  }
  return { x: 0, y: 0 };
}

/** From those cells to the nearest of the settled: how far, and the way. */
function nearestTo(settled: readonly Cell[], cells: readonly Cell[]) {
  let [least, x, y] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const from of cells)
    for (const to of settled) {
      const distance = Math.hypot(to.x - from.x, to.y - from.y);
      if (distance < least) [least, x, y] = [distance, to.x - from.x, to.y - from.y];
    }
  return { distance: least, x, y };
}

/** Cells of the plane that have points in them and hang together, the islands with most points first. */
function islands(places: Float32Array): readonly (readonly Cell[])[] {
  const cells = new Map<string, Cell>();
  for (let point = 0; 2 * point < places.length; point++) {
    const [column, row] = [Math.floor(places[2 * point]! / GAP), Math.floor(places[2 * point + 1]! / GAP)];
    const key = `${column} ${row}`;
    const cell = cells.get(key) ?? { x: GAP * column, y: GAP * row, points: [] };
    cells.set(key, cell);
    cell.points.push(point);
  }
  const found: Cell[][] = [];
  for (const key of cells.keys()) {
    const waiting = [key];
    const island: Cell[] = [];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const cell = cells.get(one);
      if (!cell) continue;
      cells.delete(one);
      island.push(cell);
      const [column, row] = one.split(" ").map(Number) as [number, number];
      for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) waiting.push(`${column + dx} ${row + dy}`);
    }
    if (island.length > 0) found.push(island);
  }
  const size = (island: readonly Cell[]) => island.reduce((sum, { points }) => sum + points.length, 0);
  return found.sort((a, b) => size(b) - size(a));
}
