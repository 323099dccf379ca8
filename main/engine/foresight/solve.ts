/**
 * Solves a x = b for a symmetric positive definite matrix by its Cholesky factor, in place: `b` becomes x.
 * @param a [n, n], row after row, of which the lower triangle is read and overwritten.
 */
export function solve(a: Float64Array, b: Float64Array, n: number): void {
  for (let row = 0; row < n; row++) {
    const at = row * n;
    for (let column = 0; column <= row; column++) {
      const other = column * n;
      let sum = a[at + column]!;
      for (let k = 0; k < column; k++) sum -= a[at + k]! * a[other + k]!;
      // Rounding may leave nothing where two inputs say the same.
      a[at + column] = column < row ? sum / a[other + column]! : Math.sqrt(Math.max(sum, Number.MIN_VALUE));
    }
    let sum = b[row]!;
    for (let k = 0; k < row; k++) sum -= a[at + k]! * b[k]!;
    b[row] = sum / a[at + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    const value = b[row]! / a[row * n + row]!;
    b[row] = value;
    for (let k = 0; k < row; k++) b[k]! -= a[row * n + k]! * value;
  }
}
