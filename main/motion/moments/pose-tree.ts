/** Points in a leaf, at most. */
const LEAF = 12;
/** Between two pauses of a growing tree so many points are sorted, at least. */
const PAUSE = 8192;

/**
 * A k-d tree whose nodes know the box that their points lie in. Nodes are numbered as in a heap, and halve their range of
 * points, so that the order of the points tells the tree. Boxes of neighbours in time, as motion matching has them, were
 * no faster than brute force: in half a second a dancer comes far.
 */
export interface PoseTree {
  /** Those that can be found, node by node. */
  readonly frames: Int32Array;
  /** Lowest and highest of each dimension, node by node from 1 on, [nodes, 2, dimensions]. */
  readonly boxes: Float32Array;
}

/** Leaves of a tree of so many points. */
export const leavesOf = (count: number): number => 2 ** Math.max(0, Math.ceil(Math.log2(count / LEAF)));

/** @param points [frames, dimensions]; of them only the usable are in the tree. */
export function treeOf(points: Float32Array, dimensions: number, usable: Uint8Array): PoseTree {
  const growing = growTree(points, dimensions, usable);
  for (;;) {
    const { done, value } = growing.next();
    if (done) return value;
  }
}

/** The same with pauses, in which others may run. */
export function* growTree(
  points: Float32Array,
  dimensions: number,
  usable: Uint8Array,
): Generator<void, PoseTree> {
  const count = usable.reduce((sum, is) => sum + is, 0);
  const frames = new Int32Array(count);
  let at = 0;
  for (let frame = 0; frame < usable.length; frame++) if (usable[frame] === 1) frames[at++] = frame;
  const leaves = leavesOf(count);
  const boxes = new Float32Array(2 * leaves * 2 * dimensions);
  /** Measures the box of a node's frames, and halves them along its widest side. */
  function* split(node: number, begin: number, end: number): Generator<void> {
    if (end - begin > PAUSE) yield;
    const low = 2 * dimensions * node;
    boxes.fill(Number.POSITIVE_INFINITY, low, low + dimensions);
    boxes.fill(Number.NEGATIVE_INFINITY, low + dimensions, low + 2 * dimensions);
    for (let index = begin; index < end; index++) {
      const from = frames[index]! * dimensions;
      for (let i = 0; i < dimensions; i++) {
        const value = points[from + i]!;
        if (value < boxes[low + i]!) boxes[low + i] = value;
        if (value > boxes[low + dimensions + i]!) boxes[low + dimensions + i] = value;
      }
    }
    if (node >= leaves) return;
    const width = (i: number) => boxes[low + dimensions + i]! - boxes[low + i]!;
    let widest = 0;
    for (let i = 1; i < dimensions; i++) if (width(i) > width(widest)) widest = i;
    const middle = (begin + end) >> 1;
    halve(frames, begin, middle, end, (frame) => points[frame * dimensions + widest]!);
    yield* split(2 * node, begin, middle);
    yield* split(2 * node + 1, middle, end);
  }
  yield* split(1, 0, count);
  return { frames, boxes };
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
