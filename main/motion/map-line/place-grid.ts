import { clamp } from "../../../shared/numbers.ts";
import { vectorLength } from "../vectors.ts";

/** Moments in a cell on average; a map has dense and empty regions. */
const IN_A_CELL = 6;
const MOST_CELLS_ASIDE = 512;

/** Places on a map in square cells, so that those around a point are found without a look at all of them. */
export class PlaceGrid {
  readonly #places: Float32Array;
  readonly #side: number;
  readonly #left: number;
  readonly #bottom: number;
  /** Width of a cell. */
  readonly #cell: number;
  /** Moments cell by cell, row by row from the bottom, and where each cell begins among them. */
  readonly #moments: Uint32Array;
  readonly #begins: Uint32Array;

  /** @param places x and y of each moment, [moments, 2], at least one. */
  constructor(places: Float32Array) {
    const count = places.length / 2;
    let [left, right, bottom, top] = [places[0]!, places[0]!, places[1]!, places[1]!];
    for (let at = 0; at < places.length; at += 2) {
      left = Math.min(left, places[at]!);
      right = Math.max(right, places[at]!);
      bottom = Math.min(bottom, places[at + 1]!);
      top = Math.max(top, places[at + 1]!);
    }
    this.#places = places;
    this.#side = clamp(Math.round(Math.sqrt(count / IN_A_CELL)), 1, MOST_CELLS_ASIDE);
    [this.#left, this.#bottom] = [left, bottom];
    this.#cell = Math.max(right - left, top - bottom, 1e-9) / this.#side;
    this.#begins = new Uint32Array(this.#side ** 2 + 1);
    const cells = new Uint32Array(count);
    for (let moment = 0; moment < count; moment++) {
      const cell = this.#row(places[2 * moment + 1]!) * this.#side + this.#column(places[2 * moment]!);
      cells[moment] = cell;
      this.#begins[cell + 1]!++;
    }
    for (let cell = 0; cell < this.#side ** 2; cell++) this.#begins[cell + 1]! += this.#begins[cell]!;
    this.#moments = new Uint32Array(count);
    const next = this.#begins.slice();
    for (let moment = 0; moment < count; moment++) this.#moments[next[cells[moment]!]!++] = moment;
  }

  /** Visits the moments of the cells around a point, ring by ring outwards, until at least so many have been visited. */
  around(x: number, y: number, least: number, visit: (moment: number) => void): void {
    let visited = 0;
    for (let ring = 0; ring < this.#side && visited < least; ring++)
      this.#eachCell(x, y, ring, (cell) => {
        const end = this.#begins[cell + 1]!;
        for (let at = this.#begins[cell]!; at < end; at++) visit(this.#moments[at]!);
        visited += end - this.#begins[cell]!;
      });
  }

  /** Distance from a point to the nearest place. */
  nearest(x: number, y: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    const look = (cell: number, column: number, row: number) => {
      if (this.#begins[cell] === this.#begins[cell + 1]) return;
      const [left, bottom] = [this.#left + column * this.#cell, this.#bottom + row * this.#cell];
      const [dx, dy] = [beyond(x, left, left + this.#cell), beyond(y, bottom, bottom + this.#cell)];
      if (vectorLength(dx, dy, 0) >= nearest) return;
      for (let at = this.#begins[cell]!; at < this.#begins[cell + 1]!; at++) {
        const place = 2 * this.#moments[at]!;
        const away = vectorLength(this.#places[place]! - x, this.#places[place + 1]! - y, 0);
        if (away < nearest) nearest = away;
      }
    };
    // Whatever lies in a ring is farther away than the rings within it are wide.
    for (let ring = 0; ring < this.#side && (ring - 1) * this.#cell <= nearest; ring++)
      this.#eachCell(x, y, ring, look);
    return nearest;
  }

  /** Visits the cells that are so many from that of a point, of a point beside the grid from the nearest one. */
  #eachCell(
    x: number,
    y: number,
    ring: number,
    visit: (cell: number, column: number, row: number) => void,
  ): void {
    const [column, row] = [this.#column(x), this.#row(y)];
    for (let r = Math.max(0, row - ring); r <= Math.min(this.#side - 1, row + ring); r++) {
      const step = Math.abs(r - row) === ring ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step)
        if (c >= 0 && c < this.#side) visit(r * this.#side + c, c, r);
    }
  }

  #column(x: number): number {
    return clamp(Math.floor((x - this.#left) / this.#cell), 0, this.#side - 1);
  }

  #row(y: number): number {
    return clamp(Math.floor((y - this.#bottom) / this.#cell), 0, this.#side - 1);
  }
}

/** How far a value is from a range. */
const beyond = (value: number, least: number, most: number): number =>
  Math.max(0, least - value, value - most);
