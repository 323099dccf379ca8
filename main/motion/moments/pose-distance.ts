import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { FEATURES, isVelocity } from "./features.ts";

/**
 * What is like for a map, which is of poses: a difference of velocity counts so many times less than where moments are to
 * go over into each other. Without any of it, a pose that is struck and one that is passed through would be the same.
 */
const VELOCITY = 0.3;

/**
 * Takes the points of moments to others, between which the distance is that of poses: `project` does it.
 * @param axes of the moments, [axes, 91] @returns [axes, axes]
 */
export function poseAxes(axes: Float32Array): Float32Array {
  const count = axes.length / FEATURES;
  // The square of the weighted distance is a form of the difference of points; its root (Cholesky) takes them there.
  const form = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let feature = 0; feature < FEATURES; feature++)
        sum +=
          axes[i * FEATURES + feature]! *
          axes[j * FEATURES + feature]! *
          (isVelocity(feature) ? VELOCITY ** 2 : 1);
      form.set(i, j, sum);
    }
  return Float32Array.from(new CholeskyDecomposition(form).lowerTriangularMatrix.transpose().to1DArray());
}
