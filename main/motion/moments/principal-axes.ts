import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** At most so many samples are looked at. */
const SAMPLES = 20_000;

/**
 * The directions in which samples vary most, each of length 1, the first most (Pearson 1901): distances along a few of
 * them are nearly those in all dimensions, and the first few tell most of it.
 * @param samples [count, size] @returns [axes, size]
 */
export function principalAxes(samples: Float32Array, size: number, axes: number): Float32Array {
  const count = samples.length / size;
  const stride = Math.max(1, Math.floor(count / SAMPLES));
  const mean = new Float64Array(size);
  const products = new Float64Array(size * size);
  let taken = 0;
  for (let sample = 0; sample < count; sample += stride, taken++) {
    const at = sample * size;
    for (let i = 0; i < size; i++) {
      const value = samples[at + i]!;
      mean[i]! += value;
      for (let j = 0; j <= i; j++) products[i * size + j]! += value * samples[at + j]!;
    }
  }
  const covariance = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const value = products[i * size + j]! / taken - (mean[i]! / taken) * (mean[j]! / taken);
      covariance.set(i, j, value);
      covariance.set(j, i, value);
    }
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, index) => index)
    .sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const found = new Float32Array(axes * size);
  for (let axis = 0; axis < axes; axis++)
    for (let i = 0; i < size; i++) found[axis * size + i] = eigenvectorMatrix.get(i, order[axis]!);
  return found;
}

/** Coordinates along the axes, into `out`. */
export function project(axes: Float32Array, from: Float32Array, out: Float32Array, at = 0): Float32Array {
  const size = from.length;
  for (let axis = 0; axis * size < axes.length; axis++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += axes[axis * size + i]! * from[i]!;
    out[at + axis] = sum;
  }
  return out;
}
