import type { Place } from "../../../shared/desk/map.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Extent } from "./viewport.ts";

/** Points of a cell on average. */
const PER_CELL = 16;

/** The points of the map by where they are: square cells, each with the points in it, one cell after the other. */
export class PointGrid {
  readonly extent: Extent;
  readonly #places: Float32Array;
  readonly #side: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Where each cell begins among the members, [cells + 1]. */
  readonly #begins: Uint32Array;
  readonly #members: Uint32Array;

  /** @param places [points, 2] */
  constructor(places: Float32Array) {
    this.#places = places;
    const count = places.length / 2;
    this.extent = extentOf(places);
    const { left, right, bottom, top } = this.extent;
    const [width, height] = [Math.max(1e-6, right - left), Math.max(1e-6, top - bottom)];
    this.#side = Math.max(
      Math.sqrt((width * height * PER_CELL) / Math.max(1, count)),
      Math.max(width, height) / 1000,
    );
    this.#columns = Math.floor(width / this.#side) + 1;
    this.#rows = Math.floor(height / this.#side) + 1;
    this.#begins = new Uint32Array(this.#columns * this.#rows + 1);
    this.#members = new Uint32Array(count);
    const cellOf = (point: number) =>
      this.#row(places[2 * point + 1]!) * this.#columns + this.#column(places[2 * point]!);
    for (let point = 0; point < count; point++) this.#begins[cellOf(point) + 1]!++;
    for (let cell = 1; cell < this.#begins.length; cell++) this.#begins[cell]! += this.#begins[cell - 1]!;
    const next = this.#begins.slice();
    for (let point = 0; point < count; point++) this.#members[next[cellOf(point)]!++] = point;
  }

  /** The point that is nearest, null where none is nearer than `within`. */
  nearest({ x, y }: Place, within: number): number | null {
    const [column, row] = [this.#column(x), this.#row(y)];
    let [best, square] = [null as number | null, within * within];
    // Ring by ring around the cell; beyond those that are nearer than what was found there is nothing nearer.
    const farthest = Math.max(this.#columns, this.#rows);
    for (let ring = 0; ring <= farthest; ring++) {
      const off = this.#distanceOfRing(x, y, column, row, ring);
      if (off * off >= square) break;
      for (let r = Math.max(0, row - ring); r <= Math.min(this.#rows - 1, row + ring); r++) {
        const isEdge = r === row - ring || r === row + ring;
        for (let c = column - ring; c <= column + ring; c += isEdge ? 1 : 2 * ring) {
          if (c < 0 || c >= this.#columns) continue;
          const cell = r * this.#columns + c;
          for (let at = this.#begins[cell]!; at < this.#begins[cell + 1]!; at++) {
            const point = this.#members[at]!;
            const d = (this.#places[2 * point]! - x) ** 2 + (this.#places[2 * point + 1]! - y) ** 2;
            if (d < square) [best, square] = [point, d];
          }
        }
      }
    }
    return best;
  }

  /** The points within a polygon, by the even-odd rule, in no order. */
  inside(polygon: readonly Place[]): Uint32Array {
    const { left, right, bottom, top } = extentOf(Float32Array.from(polygon.flatMap(({ x, y }) => [x, y])));
    const found: number[] = [];
    if (polygon.length < 3) return new Uint32Array();
    for (let row = this.#row(bottom); row <= this.#row(top); row++)
      for (let column = this.#column(left); column <= this.#column(right); column++) {
        const cell = row * this.#columns + column;
        const [begin, end] = [this.#begins[cell]!, this.#begins[cell + 1]!];
        if (begin === end) continue;
        // A cell that no side of the polygon comes near is within it or outside as a whole.
        const near = this.#sidesNear(polygon, column, row);
        const middle = {
          x: this.extent.left + (column + 0.5) * this.#side,
          y: this.extent.bottom + (row + 0.5) * this.#side,
        };
        if (!near && !isInside(middle, polygon)) continue;
        for (let at = begin; at < end; at++) {
          const point = this.#members[at]!;
          const place = { x: this.#places[2 * point]!, y: this.#places[2 * point + 1]! };
          if (!near || isInside(place, polygon)) found.push(point);
        }
      }
    return Uint32Array.from(found);
  }

  #column = (x: number) => clamp(Math.floor((x - this.extent.left) / this.#side), 0, this.#columns - 1);
  #row = (y: number) => clamp(Math.floor((y - this.extent.bottom) / this.#side), 0, this.#rows - 1);

  /** How far whatever is in a ring of cells is at least. */
  #distanceOfRing(x: number, y: number, column: number, row: number, ring: number): number {
    if (ring === 0) return 0;
    const { left, bottom } = this.extent;
    return Math.max(
      0,
      Math.min(
        x - (left + (column - ring + 1) * this.#side),
        left + (column + ring) * this.#side - x,
        y - (bottom + (row - ring + 1) * this.#side),
        bottom + (row + ring) * this.#side - y,
      ),
    );
  }

  #sidesNear(polygon: readonly Place[], column: number, row: number): boolean {
    const left = this.extent.left + column * this.#side;
    const bottom = this.extent.bottom + row * this.#side;
    return polygon.some((a, index) => {
      const b = polygon[(index + 1) % polygon.length]!;
      return (
        Math.max(a.x, b.x) >= left &&
        Math.min(a.x, b.x) <= left + this.#side &&
        Math.max(a.y, b.y) >= bottom &&
        Math.min(a.y, b.y) <= bottom + this.#side
      );
    });
  }
}

/** @param places [points, 2] */
function extentOf(places: Float32Array): Extent {
  if (places.length === 0) return { left: 0, right: 1, bottom: 0, top: 1 };
  let [left, right, bottom, top] = [places[0]!, places[0]!, places[1]!, places[1]!];
  for (let at = 2; at < places.length; at += 2) {
    const [x, y] = [places[at]!, places[at + 1]!];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  return { left, right, bottom, top };
}

/** Whether a ray to the right crosses an odd number of sides. */
function isInside({ x, y }: Place, polygon: readonly Place[]): boolean {
  let inside = false;
  for (let at = 0, before = polygon.length - 1; at < polygon.length; before = at++) {
    const [a, b] = [polygon[at]!, polygon[before]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
