/**
 * The assignment problem: pairs rows with columns so that the sum of the pairs' costs is least. A pair of positive cost
 * is never made. Exact, by dynamic programming over the set of columns taken: rows x 2^columns x columns steps, 2304
 * for six people and six bodies, so meant for few columns.
 *
 * @param costs one list a row, all of one length; none is NaN.
 * @returns for each row its column, or -1.
 */
export function assign(costs: readonly (readonly number[])[]): number[] {
  const columns = costs[0]?.length ?? 0;
  const sets = 1 << columns;
  // The least cost at which the rows so far take exactly this set of columns; a bit a column.
  let least = new Float64Array(sets).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  const choices = costs.map((row) => {
    const after = least.slice();
    const choice = new Int8Array(sets).fill(-1);
    for (let taken = 0; taken < sets; taken++) {
      for (let column = 0; column < columns; column++) {
        const before = taken & ~(1 << column);
        const cost = least[before]! + row[column]!;
        if (before === taken || cost >= after[taken]!) continue;
        after[taken] = cost;
        choice[taken] = column;
      }
    }
    least = after;
    return choice;
  });
  let taken = least.reduce((winner, cost, set) => (cost < least[winner]! ? set : winner), 0);
  const columnOf = new Array<number>(costs.length);
  for (let row = costs.length - 1; row >= 0; row--) {
    const column = choices[row]![taken]!;
    columnOf[row] = column;
    if (column >= 0) taken &= ~(1 << column);
  }
  return columnOf;
}
