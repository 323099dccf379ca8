/** A point of the floor, metres. */
export type FloorPoint = readonly [x: number, z: number];

/** The convex hull, counter-clockwise (Andrew 1979, monotone chain); of fewer than three points those themselves. */
export function hullOf(points: readonly FloorPoint[]): readonly FloorPoint[] {
  const sorted = points.toSorted(([ax, az], [bx, bz]) => ax - bx || az - bz);
  const chain = (ordered: readonly FloorPoint[]): FloorPoint[] => {
    const hull: FloorPoint[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && turnOf(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull;
  };
  if (sorted.length < 3) return sorted;
  return [...chain(sorted).slice(0, -1), ...chain(sorted.reverse()).slice(0, -1)];
}

/** Square metres. */
export function areaOf(hull: readonly FloorPoint[]): number {
  let doubled = 0;
  for (const [i, [x, z]] of hull.entries()) {
    const [nextX, nextZ] = hull[(i + 1) % hull.length]!;
    doubled += x * nextZ - nextX * z;
  }
  return doubled / 2;
}

/** How far a point lies outside of a hull, metres: 0 within it. */
export function outside(hull: readonly FloorPoint[], point: FloorPoint): number {
  const edges = hull.map((from, i) => [from, hull[(i + 1) % hull.length]!] as const);
  const isWithin = hull.length > 2 && edges.every(([from, to]) => turnOf(from, to, point) >= 0);
  return isWithin ? 0 : Math.min(...edges.map(([from, to]) => awayFrom(from, to, point)));
}

/** More than 0 where the way from a over b to c turns left. */
const turnOf = ([ax, az]: FloorPoint, [bx, bz]: FloorPoint, [cx, cz]: FloorPoint): number =>
  (bx - ax) * (cz - az) - (bz - az) * (cx - ax);

/** Distance of a point from a line between two. */
function awayFrom([ax, az]: FloorPoint, [bx, bz]: FloorPoint, [x, z]: FloorPoint): number {
  const [dx, dz] = [bx - ax, bz - az];
  const share = Math.max(0, Math.min(1, ((x - ax) * dx + (z - az) * dz) / (dx * dx + dz * dz || 1)));
  return Math.hypot(x - ax - share * dx, z - az - share * dz);
}
