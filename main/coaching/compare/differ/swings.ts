import type { BodyPart } from "../../../../shared/body-parts.ts";
import { cross, dot, norm, scaled, subtract, unit, type Vector } from "../../../motion/vectors.ts";
import type { Matched } from "../parts/shapes.ts";

/*
 * How far the bones of a part swing from their mean directions, as the angle times the length of the bone: metres on the
 * sphere that its end moves on (the logarithm of the sphere at the mean direction). It grows as the angle does, where
 * the place of a hand does not.
 */

/** Bones of a part, as joints of its track: from (null: what it hangs on), to. The last and shortest are noise. */
const LIMB = [
  [null, 0],
  [0, 1],
] as const;
const BONES: Readonly<Record<BodyPart, readonly (readonly [number | null, readonly number[]])[]>> = {
  head: [[null, [1, 2]]],
  trunk: [[null, [2, 3]]],
  left_arm: LIMB.map(([from, to]) => [from, [to]]),
  right_arm: LIMB.map(([from, to]) => [from, [to]]),
  left_leg: LIMB.map(([from, to]) => [from, [to]]),
  right_leg: LIMB.map(([from, to]) => [from, [to]]),
};

/** Nobody does anything twice alike to more than this, metres. */
const ALIKE = 0.005;

/** Swings of both, [moments, width], metres; NaN where one is not danced. */
export interface Swings {
  readonly width: number;
  readonly reference: Float32Array;
  readonly dance: Float32Array;
  /** How many times the variance of the dance's noise is that of the reference's. */
  readonly noiseRatio: number;
}

export function swingsOf(part: BodyPart, matched: Matched): Swings {
  const bones = BONES[part];
  const moments = matched.reference.length / matched.width;
  const width = 2 * bones.length;
  const out = { reference: new Float32Array(moments * width), dance: new Float32Array(moments * width) };
  for (const who of ["reference", "dance"] as const)
    for (const [index, [from, to]] of bones.entries()) {
      const vectors = Array.from({ length: moments }, (_, moment) =>
        boneAt(matched[who], moment * matched.width, from, to),
      );
      swing(vectors, out[who], 2 * index, width);
    }
  const { danceNoise, referenceNoise } = matched;
  return {
    width,
    ...out,
    noiseRatio: (meanOf(danceNoise) + ALIKE ** 2) / (meanOf(referenceNoise) + ALIKE ** 2),
  };
}

const meanOf = (of: Float64Array): number => of.reduce((sum, value) => sum + value, 0) / of.length;

function boneAt(values: Float32Array, at: number, from: number | null, to: readonly number[]): Vector {
  const joint = (index: number) => ({
    x: values[at + 3 * index]!,
    y: values[at + 3 * index + 1]!,
    z: values[at + 3 * index + 2]!,
  });
  const ends = to.map(joint);
  const end = { x: 0, y: 0, z: 0 };
  for (const { x, y, z } of ends) {
    end.x += x / ends.length;
    end.y += y / ends.length;
    end.z += z / ends.length;
  }
  return from === null ? end : subtract(end, joint(from));
}

/** Angles from the mean direction along two axes across it, times the mean length, into `out`. */
function swing(vectors: readonly Vector[], out: Float32Array, at: number, width: number): void {
  const known = vectors.filter(({ x }) => !Number.isNaN(x));
  const sum = known.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z }), { x: 0, y: 0, z: 0 });
  const mean = unit(sum);
  const length = known.reduce((total, vector) => total + norm(vector), 0) / Math.max(1, known.length);
  const across = unit(cross(mean, Math.abs(mean.y) < 0.8 ? { x: 0, y: 1, z: 0 } : { x: 0, y: 0, z: 1 }));
  const along = cross(mean, across);
  vectors.forEach((vector, moment) => {
    const direction = unit(vector);
    const away = subtract(direction, scaled(mean, dot(direction, mean)));
    const angle = Math.atan2(norm(away), dot(direction, mean));
    const scale = norm(away) > 1e-9 ? (length * angle) / norm(away) : length;
    out[moment * width + at] = scale * dot(away, across);
    out[moment * width + at + 1] = scale * dot(away, along);
  });
}
