import * as tf from "@tensorflow/tfjs-core";

/**
 * A tensor's numbers; the tensor is disposed. Only WebGPU has to be awaited: elsewhere the numbers are there, and
 * TensorFlow.js's promise of them would cost a tenth of a step.
 */
export async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = tf.getBackend() === "webgpu" ? await tensor.data() : tensor.dataSync();
  tensor.dispose();
  return values as Float32Array;
}

/** Rows side by side as one tensor, [rows, columns]. */
export function table(rows: readonly Float32Array[]): tf.Tensor2D {
  const columns = rows[0]!.length;
  if (rows.length === 1) return tf.tensor2d(rows[0]!, [1, columns]);
  const all = new Float32Array(rows.length * columns);
  rows.forEach((row, index) => {
    all.set(row, index * columns);
  });
  return tf.tensor2d(all, [rows.length, columns]);
}
