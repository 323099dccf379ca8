/** How a warp may run. */
export interface WarpShape {
  /** First column that a row may be at, and how many there are from it on: the band (Sakoe and Chiba 1978). */
  readonly from: (row: number) => number;
  readonly band: number;
  /** What it costs to go on by another number of columns than one, for each that there are more or fewer. */
  readonly reluctance: number;
}

/** Most columns that a row goes on by; none at all it does only once in a row: nobody dances at half the pace for long. */
const FASTEST = 3;
/** Marks, beside the columns that a row went on by, that staying at the column is cheaper. */
const STAY = 4;

/**
 * Dynamic time warping whose first and last columns are free, in which every row has one column (the asymmetric step
 * pattern of Sakoe and Chiba 1978, "Dynamic programming algorithm optimization for spoken word recognition", with their
 * slope constraint): each moment of the reference counts once. Time and memory grow with rows x band.
 * @param cost of a row at a column; asked for within the band, which may reach beyond the columns
 * @returns the column of each row, [rows]
 */
export function warp(
  rows: number,
  cost: (row: number, column: number) => number,
  { from, band, reluctance }: WarpShape,
): Int32Array {
  const steps = new Uint8Array(rows * band);
  /** Least sums until a row at each column: of ways that moved to it, and of all. */
  let moved = new Float64Array(band);
  let all = new Float64Array(band);
  let [nextMoved, nextAll] = [new Float64Array(band), new Float64Array(band)];
  for (let row = 0; row < rows; row++) {
    const first = from(row);
    const shift = row === 0 ? 0 : first - from(row - 1);
    for (let at = 0; at < band; at++) {
      const own = cost(row, first + at);
      let best = row === 0 ? 0 : Number.POSITIVE_INFINITY;
      for (
        let step = 1, source = at + shift - 1;
        row > 0 && step <= FASTEST && source >= 0;
        step++, source--
      ) {
        const sum = source < band ? all[source]! + reluctance * (step - 1) : Number.POSITIVE_INFINITY;
        if (sum >= best) continue;
        best = sum;
        steps[row * band + at] = step;
      }
      const stays = row > 0 && at + shift < band ? moved[at + shift]! + reluctance : Number.POSITIVE_INFINITY;
      if (stays < best) steps[row * band + at]! |= STAY;
      nextMoved[at] = best + own;
      nextAll[at] = Math.min(best, stays) + own;
    }
    [moved, nextMoved] = [nextMoved, moved];
    [all, nextAll] = [nextAll, all];
  }
  return traced(rows, all, steps, { from, band });
}

function traced(
  rows: number,
  sums: Float64Array,
  steps: Uint8Array,
  { from, band }: Pick<WarpShape, "from" | "band">,
): Int32Array {
  const path = new Int32Array(rows);
  let column = from(rows - 1) + sums.indexOf(sums.reduce((least, sum) => Math.min(least, sum)));
  let stayed = false;
  for (let row = rows - 1; row >= 0; row--) {
    path[row] = column;
    const step = steps[row * band + column - from(row)]!;
    stayed = !stayed && (step & STAY) > 0;
    if (!stayed) column -= step & ~STAY;
  }
  return path;
}
