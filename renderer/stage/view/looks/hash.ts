/** Hash to 0..1: pseudo-random but the same at each frame, for grain that must not flicker. */
export function hash(seed: number): number {
  let x = Math.imul(seed | 0, 0x9e3779b1) ^ 0x85ebca6b;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
