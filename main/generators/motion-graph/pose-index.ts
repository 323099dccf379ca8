import { squareDistance } from "./features.ts";

/** Points in a leaf of the tree, at most. */
const LEAF = 12;
/**
 * A node is looked into only where its box is nearer than half as far as what was found, here of the square. Poses fill
 * so many dimensions that a tree which misses nothing was hardly faster than brute force. This one is five times faster;
 * what it finds first is as near to 0.1 %, and the 24th of 24 is 5 % farther.
 */
const LOOKED_INTO = 1 / 4;

export interface Found {
  readonly frame: number;
  readonly distance: number;
}

/**
 * Nearest neighbours, or such as are at most twice as far (Arya and Mount 1993): a k-d tree whose nodes know the box that
 * their points lie in. Nodes are numbered as in a heap, and halve their range of points. Boxes of neighbours in time, as
 * motion matching has them, were no faster than brute force: in half a second a dancer comes far.
 */
export class PoseIndex {
  readonly #dimensions: number;
  /** Those that can be found, node by node, and their points. */
  readonly #frames: Int32Array;
  readonly #points: Float32Array;
  readonly #leaves: number;
  /** Lowest and highest of each dimension, node by node from 1 on, [nodes, 2, dimensions]. */
  readonly #boxes: Float32Array;

  /** @param points [frames, dimensions]; of them only the usable are found. */
  constructor(points: Float32Array, dimensions: number, usable: Uint8Array) {
    const count = usable.reduce((sum, is) => sum + is, 0);
    this.#dimensions = dimensions;
    this.#frames = new Int32Array(count);
    let at = 0;
    for (let frame = 0; frame < usable.length; frame++) if (usable[frame] === 1) this.#frames[at++] = frame;
    this.#leaves = 2 ** Math.max(0, Math.ceil(Math.log2(count / LEAF)));
    this.#boxes = new Float32Array(2 * this.#leaves * 2 * dimensions);
    this.#split(points, 1, 0, count);
    this.#points = new Float32Array(count * dimensions);
    this.#frames.forEach((frame, index) => {
      const point = points.subarray(frame * dimensions, (frame + 1) * dimensions);
      this.#points.set(point, index * dimensions);
    });
  }

  /** @returns at most `count` frames `apart` from each other, nearer than `within`, the nearest first. */
  nearest(
    query: Float32Array,
    count: number,
    within: number,
    apart: number,
    isExcluded: (frame: number) => boolean = () => false,
  ): readonly Found[] {
    const found = new Nearest(count, within * within, apart);
    this.#search(query, found, isExcluded, 1, 0, this.#frames.length);
    return found.inOrder();
  }

  #search(
    query: Float32Array,
    found: Nearest,
    isExcluded: (frame: number) => boolean,
    node: number,
    begin: number,
    end: number,
  ): void {
    if (node < this.#leaves) {
      const middle = (begin + end) >> 1;
      const low = this.#boundOf(2 * node, query, found.limit);
      const high = this.#boundOf(2 * node + 1, query, found.limit);
      if (low <= high) {
        if (low < LOOKED_INTO * found.limit) this.#search(query, found, isExcluded, 2 * node, begin, middle);
        if (high < LOOKED_INTO * found.limit)
          this.#search(query, found, isExcluded, 2 * node + 1, middle, end);
      } else {
        if (high < LOOKED_INTO * found.limit)
          this.#search(query, found, isExcluded, 2 * node + 1, middle, end);
        if (low < LOOKED_INTO * found.limit) this.#search(query, found, isExcluded, 2 * node, begin, middle);
      }
      return;
    }
    const D = this.#dimensions;
    for (let index = begin; index < end; index++) {
      const square = squareDistance(this.#points, index * D, query, 0, D, found.limit);
      if (square >= found.limit) continue;
      const frame = this.#frames[index]!;
      if (!isExcluded(frame)) found.add(frame, square);
    }
  }

  /** The least that the square distance to anything in a node can be; or more than `limit`. */
  #boundOf(node: number, query: Float32Array, limit: number): number {
    const D = this.#dimensions;
    const low = 2 * D * node;
    let sum = 0;
    for (let i = 0; i < D && sum < limit; i++) {
      const value = query[i]!;
      const below = this.#boxes[low + i]! - value;
      const above = value - this.#boxes[low + D + i]!;
      const off = below > above ? below : above;
      if (off > 0) sum += off * off;
    }
    return sum;
  }

  /** Measures the box of a node's frames, and halves them along its widest side. */
  #split(points: Float32Array, node: number, begin: number, end: number): void {
    const D = this.#dimensions;
    const low = 2 * D * node;
    this.#boxes.fill(Number.POSITIVE_INFINITY, low, low + D);
    this.#boxes.fill(Number.NEGATIVE_INFINITY, low + D, low + 2 * D);
    for (let index = begin; index < end; index++) {
      const at = this.#frames[index]! * D;
      for (let i = 0; i < D; i++) {
        const value = points[at + i]!;
        if (value < this.#boxes[low + i]!) this.#boxes[low + i] = value;
        if (value > this.#boxes[low + D + i]!) this.#boxes[low + D + i] = value;
      }
    }
    if (node >= this.#leaves) return;
    const width = (i: number) => this.#boxes[low + D + i]! - this.#boxes[low + i]!;
    let widest = 0;
    for (let i = 1; i < D; i++) if (width(i) > width(widest)) widest = i;
    const middle = (begin + end) >> 1;
    halve(this.#frames, begin, middle, end, (frame) => points[frame * D + widest]!);
    this.#split(points, 2 * node, begin, middle);
    this.#split(points, 2 * node + 1, middle, end);
  }
}

/** Partly sorts: no value before `middle` is larger than any behind it (Hoare's selection, 1961). */
function halve(
  frames: Int32Array,
  begin: number,
  middle: number,
  end: number,
  sizeOf: (frame: number) => number,
): void {
  let [first, last] = [begin, end - 1];
  while (first < last) {
    const pivot = sizeOf(frames[(first + last) >> 1]!);
    let [i, j] = [first, last];
    while (i <= j) {
      while (sizeOf(frames[i]!) < pivot) i++;
      while (sizeOf(frames[j]!) > pivot) j--;
      if (i > j) break;
      const kept = frames[i]!;
      frames[i++] = frames[j]!;
      frames[j--] = kept;
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

/** The nearest moments so far, the nearest first: of frames that are not apart only the nearest is kept. */
export class Nearest {
  /** Square distance from which on nothing is added. */
  limit: number;
  readonly #within: number;
  readonly #count: number;
  readonly #apart: number;
  readonly #frames: number[] = [];
  readonly #squares: number[] = [];

  constructor(count: number, within: number, apart: number) {
    this.#count = count;
    this.#within = within;
    this.#apart = apart;
    this.limit = within;
  }

  /** @param square nearer than the limit. */
  add(frame: number, square: number): void {
    const [frames, squares] = [this.#frames, this.#squares];
    for (let at = frames.length - 1; at >= 0; at--) {
      if (Math.abs(frames[at]! - frame) >= this.#apart) continue;
      if (squares[at]! <= square) return;
      frames.splice(at, 1);
      squares.splice(at, 1);
    }
    let place = frames.length;
    while (place > 0 && squares[place - 1]! > square) place--;
    frames.splice(place, 0, frame);
    squares.splice(place, 0, square);
    if (frames.length > this.#count) {
      frames.pop();
      squares.pop();
    }
    this.limit = frames.length < this.#count ? this.#within : squares.at(-1)!;
  }

  inOrder(): readonly Found[] {
    return this.#frames.map((frame, at) => ({ frame, distance: Math.sqrt(this.#squares[at]!) }));
  }
}
