import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Samples of features as a normal distribution. */
export interface Cloud {
  readonly mean: Float64Array;
  readonly covariance: Matrix;
  /** Symmetric square root of the covariance. */
  readonly root: Matrix;
}

/** @param samples at least two, all of one length. */
export function cloudOf(samples: readonly Float64Array[]): Cloud {
  const mean = meanOf(samples);
  const size = mean.length;
  const covariance = Matrix.zeros(size, size);
  for (const sample of samples) {
    for (let i = 0; i < size; i++) {
      const off = (sample[i]! - mean[i]!) / (samples.length - 1);
      for (let j = 0; j <= i; j++) {
        covariance.set(i, j, covariance.get(i, j) + off * (sample[j]! - mean[j]!));
      }
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) covariance.set(j, i, covariance.get(i, j));
  return { mean, covariance, root: rootOf(covariance) };
}

/**
 * Frechet distance of two normal distributions (Dowson and Landau 1982; FID of Heusel et al. 2017):
 * |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)). The trace of the root is that of the symmetric C1^(1/2) C2 C1^(1/2).
 */
export function frechet(a: Cloud, b: Cloud): number {
  const apart = a.mean.reduce((sum, value, i) => sum + (value - b.mean[i]!) ** 2, 0);
  const between = a.root.mmul(b.covariance).mmul(a.root);
  const { realEigenvalues } = new EigenvalueDecomposition(between, { assumeSymmetric: true });
  const shared = realEigenvalues.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return apart + a.covariance.trace() + b.covariance.trace() - 2 * shared;
}

/** Mean distance between two different samples: Dist of AIST++. */
export function spread(samples: readonly Float64Array[]): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < samples[i]!.length; k++) square += (samples[i]![k]! - samples[j]![k]!) ** 2;
      sum += Math.sqrt(square);
    }
  }
  return sum / ((samples.length * (samples.length - 1)) / 2);
}

/**
 * Brings features to mean 0 and deviation 1 of the reference samples, as AIST++ does with those of real dances.
 * A feature that never varies there keeps its own unit.
 */
export function standardiser(
  reference: readonly Float64Array[],
): (samples: readonly Float64Array[]) => readonly Float64Array[] {
  const mean = meanOf(reference);
  const deviation = mean.map((m, i) => {
    const variance = reference.reduce((sum, sample) => sum + (sample[i]! - m) ** 2, 0) / reference.length;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return (samples) => samples.map((sample) => sample.map((value, i) => (value - mean[i]!) / deviation[i]!));
}

function meanOf(samples: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(samples[0]!.length);
  for (const sample of samples) for (let i = 0; i < mean.length; i++) mean[i]! += sample[i]! / samples.length;
  return mean;
}

function rootOf(symmetric: Matrix): Matrix {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(symmetric, {
    assumeSymmetric: true,
  });
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
  return eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose());
}
