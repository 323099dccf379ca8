import { expect, test } from "vitest";
import { eulerOf } from "../../../../main/archive/export/euler.ts";
import { multiply } from "../../../../main/archive/import/bvh/quaternions.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

type Turns = readonly [number, number, number];

/** Rz Rx Ry of angles in degrees, as a unit quaternion. */
function quaternionOf(turns: Turns): Float64Array {
  const out = Float64Array.of(1, 0, 0, 0);
  for (const [k, axis] of [3, 1, 2].entries()) {
    const half = (turns[k]! * Math.PI) / 360;
    const one = Float64Array.of(Math.cos(half), 0, 0, 0);
    one[axis] = Math.sin(half);
    multiply(out, 0, one, 0, out, 0);
  }
  return out;
}

/** The angle between two rotations, degrees. */
const between = (a: Float64Array, b: Float64Array): number => {
  const dot = Math.abs(a.reduce((sum, value, k) => sum + value * b[k]!, 0));
  return (2 * Math.acos(Math.min(1, dot)) * 180) / Math.PI;
};

test("angles mean the rotation that they are of, also where two axes are one", () => {
  const random = seededRandom(3);
  const corners = [-90, 0, 90, 180].flatMap((x) => [-90, 0, 45].map((y): Turns => [30, x, y]));
  const others = Array.from(
    { length: 500 },
    (): Turns => [720 * random() - 360, 720 * random() - 360, 720 * random() - 360],
  );
  for (const turns of [...corners, ...others]) {
    const q = quaternionOf(turns);
    expect(between(quaternionOf(eulerOf(q, 0, [0, 0, 0])), q)).toBeLessThan(0.05);
  }
});

test("who spins on and bends through right angles has angles that go on, whichever sign a quaternion has", () => {
  let before: Turns = [0, 0, 0];
  for (let step = 0; step <= 1500; step++) {
    const turns: Turns = [step / 2, 0.2 * step, -step];
    const q = quaternionOf(turns).map((value) => (step % 2 === 0 ? value : -value));
    const found = eulerOf(q, 0, before);
    for (const k of [0, 1, 2]) expect(Math.abs(found[k]! - turns[k]!)).toBeLessThan(2);
    before = found;
  }
});
