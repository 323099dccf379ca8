import { hash } from "../hash.ts";

/** Numbers a grain: its way along the line in control points, the angle about it in turns, and two of pure chance. */
export const GRAIN = 4;

/** Grains spread over a line in proportion to the lengths of its parts, the same at every start: nothing flickers. */
export function spread(count: number, lengths: readonly number[], seed: number): Float32Array {
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const grains = new Float32Array(count * GRAIN);
  for (let i = 0; i < count; i++) {
    const chance = (n: number) => hash(seed * 100_003 + i * 11 + n);
    // One in each of `count` equal parts: pure chance leaves holes.
    let way = ((i + chance(0)) / count) * whole;
    let part = 0;
    while (part < lengths.length - 1 && way > lengths[part]!) way -= lengths[part++]!;
    grains[i * GRAIN] = part + Math.min(way / lengths[part]!, 0.999);
    grains[i * GRAIN + 1] = chance(1);
    grains[i * GRAIN + 2] = chance(2);
    grains[i * GRAIN + 3] = chance(3);
  }
  return grains;
}
