/** The order in which most BVH files turn joints: R = Rz Rx Ry. */
export const EULER_CHANNELS = ["Zrotation", "Xrotation", "Yrotation"] as const;

const DEGREES = 180 / Math.PI;
/** Cosine below which the first and the last axis are one. */
const LOCKED = 1e-7;

/** The multiple of full turns that brings an angle nearest to another. */
const near = (angle: number, to: number): number => angle + 360 * Math.round((to - angle) / 360);

/**
 * A rotation as angles about z, x and y, degrees: of all that mean the same those nearest to the ones before, so that
 * nothing jumps.
 * @param q unit quaternion w x y z at `i`
 */
export function eulerOf(
  q: Float64Array,
  i: number,
  before: readonly [number, number, number],
): readonly [number, number, number] {
  const [w, x, y, z] = [q[i]!, q[i + 1]!, q[i + 2]!, q[i + 3]!];
  const sine = Math.min(1, Math.max(-1, 2 * (y * z + w * x)));
  const about = (turns: readonly [number, number, number]) =>
    turns.map((angle, k) => near(angle * DEGREES, before[k]!)) as [number, number, number];
  if (1 - sine * sine < LOCKED) {
    // The last axis stays as it is, and the first one takes the rest.
    const last = before[2] / DEGREES;
    const both = Math.atan2(2 * (x * y + w * z), 1 - 2 * (y * y + z * z));
    return about([both - Math.sign(sine) * last, Math.asin(sine), last]);
  }
  const first = Math.atan2(-2 * (x * y - w * z), 1 - 2 * (x * x + z * z));
  const second = Math.asin(sine);
  const third = Math.atan2(-2 * (x * z - w * y), 1 - 2 * (x * x + y * y));
  const [one, other] = [
    about([first, second, third]),
    about([first + Math.PI, Math.PI - second, third + Math.PI]),
  ];
  const way = (turns: readonly number[]) =>
    turns.reduce((sum, angle, k) => sum + Math.abs(angle - before[k]!), 0);
  return way(one) <= way(other) ? one : other;
}
