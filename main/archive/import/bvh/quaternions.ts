/*
 * Rotations as unit quaternions w x y z, side by side in arrays: `a` at `i`, `b` at `j`, the result in `out` at `k`.
 */

/** out = a b, as rotations: b first, then a. `out` may be `a` or `b`. */
export function multiply(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  out: Float64Array,
  k: number,
): void {
  const [aw, ax, ay, az] = [a[i]!, a[i + 1]!, a[i + 2]!, a[i + 3]!];
  const [bw, bx, by, bz] = [b[j]!, b[j + 1]!, b[j + 2]!, b[j + 3]!];
  out[k] = aw * bw - ax * bx - ay * by - az * bz;
  out[k + 1] = aw * bx + ax * bw + ay * bz - az * by;
  out[k + 2] = aw * by - ax * bz + ay * bw + az * bx;
  out[k + 3] = aw * bz + ax * by - ay * bx + az * bw;
}

/** out = q v q*. */
export function rotate(
  q: Float64Array,
  i: number,
  v: ArrayLike<number>,
  j: number,
  out: Float64Array,
  k: number,
): void {
  const [w, x, y, z] = [q[i]!, q[i + 1]!, q[i + 2]!, q[i + 3]!];
  const [a, b, c] = [v[j]!, v[j + 1]!, v[j + 2]!];
  // t = 2 (xyz x v); v + w t + xyz x t
  const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
  out[k] = a + w * tx + y * tz - z * ty;
  out[k + 1] = b + w * ty + z * tx - x * tz;
  out[k + 2] = c + w * tz + x * ty - y * tx;
}

/** Normalised linear interpolation, along the shorter arc; `share` 0 is `a`. */
export function nlerp(q: Float64Array, a: number, b: number, share: number, out: number): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += q[a + k]! * q[b + k]!;
  const sign = dot < 0 ? -1 : 1;
  let length = 0;
  for (let k = 0; k < 4; k++) {
    q[out + k] = q[a + k]! * (1 - share) + sign * q[b + k]! * share;
    length += q[out + k]! ** 2;
  }
  for (let k = 0; k < 4; k++) q[out + k]! /= Math.sqrt(length);
}
