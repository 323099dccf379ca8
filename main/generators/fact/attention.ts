import * as tf from "@tensorflow/tfjs-core";

/*
 * What transformers are made of, as operations with gradients of their own: on WASM each is one pass over its numbers
 * instead of several, and keeps less of them. T is the tokens of a sequence, B the batch; rows are [B T, hidden].
 */

/** Added to a variance, so that tokens without any stay finite. */
const LEAST_VARIANCE = 1e-5;

/**
 * Each row with a mean of 0 and a variance of 1 (Ba, Kiros and Hinton 2016). Without gains and offsets: the linear layers
 * that read it have their own.
 */
export const layerNorm = (rows: tf.Tensor2D): tf.Tensor2D => normalised(rows) as tf.Tensor2D;

const normalised = tf.customGrad((...args) => {
  const [rows, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
  const centred = tf.sub(rows, tf.mean(rows, 1, true));
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), LEAST_VARIANCE));
  const value = tf.mul(centred, scale);
  save([value, scale]);
  const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]) => {
    const [normal, scaled] = saved as [tf.Tensor, tf.Tensor];
    const along = tf.mul(normal, tf.mean(tf.mul(slope, normal), 1, true));
    return tf.mul(tf.sub(tf.sub(slope, tf.mean(slope, 1, true)), along), scaled);
  };
  return { value, gradFunc };
});

/** sqrt(8 / pi), and the share of the cube: twice what the hyperbolic tangent is taken of. */
const [GELU_SLOPE, GELU_CUBE] = [Math.sqrt(8 / Math.PI), 0.044715];

/** x times the normal distribution function, by its approximation with a tanh (Hendrycks and Gimpel 2016). */
export const gelu = (x: tf.Tensor2D): tf.Tensor2D => smoothed(x) as tf.Tensor2D;

const smoothed = tf.customGrad((...args) => {
  const [x, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
  const square = tf.square(x);
  // (1 + tanh(u)) / 2 is the logistic function of 2 u, which WASM has a fast one of.
  const share = tf.sigmoid(tf.mul(x, tf.add(tf.mul(square, GELU_SLOPE * GELU_CUBE), GELU_SLOPE)));
  save([x, square, share]);
  const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]) => {
    const [of, squared, open] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const inner = tf.mul(of, tf.add(tf.mul(squared, 3 * GELU_SLOPE * GELU_CUBE), GELU_SLOPE));
    return tf.mul(slope, tf.mul(open, tf.add(tf.mul(inner, tf.sub(1, open)), 1)));
  };
  return { value: tf.mul(x, share), gradFunc };
});

/**
 * Full attention of several heads (Vaswani et al. 2017): every token reads every other one of its sequence.
 *
 *     softmax(queries keys' / sqrt(hidden / heads)) values
 *
 * @param rows queries, keys and values of all heads, one after the other, [B T, 3 hidden] @returns [B T, hidden]
 */
export function attention(rows: tf.Tensor2D, tokens: number, heads: number): tf.Tensor2D {
  const [count, columns] = rows.shape;
  const [batch, hidden] = [count / tokens, columns / 3];
  const apart = tf.transpose(tf.reshape(rows, [batch, tokens, 3, heads, hidden / heads]), [2, 0, 3, 1, 4]);
  const parts = tf
    .split(tf.reshape(apart, [3 * batch * heads, tokens, hidden / heads]), 3, 0)
    .map((part) => part as tf.Tensor3D) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]; // [B heads, T, hidden / heads]
  const read = tf.reshape(ofHead(...parts), [batch, heads, tokens, hidden / heads]);
  return tf.reshape(tf.transpose(read, [0, 2, 1, 3]), [count, hidden]) as tf.Tensor2D;
}

const ofHead = tf.customGrad((...args) => {
  const [queries, keys, values, save] = args as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.GradSaveFunc];
  const scale = 1 / Math.sqrt(queries.shape[2]);
  const shares = tf.softmax(tf.mul(tf.matMul(queries, keys, false, true), scale)); // [B heads, T, T]
  save([queries, keys, values, shares]);
  const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]) => {
    const [q, k, v, s] = saved as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
    const alongShares = tf.matMul(slope as tf.Tensor3D, v, false, true);
    const weighed = tf.mul(alongShares, s);
    const alongScores = tf.mul(tf.sub(weighed, tf.mul(s, tf.sum(weighed, 2, true))), scale) as tf.Tensor3D;
    return [
      tf.matMul(alongScores, k),
      tf.matMul(alongScores, q, true),
      tf.matMul(s, slope as tf.Tensor3D, true),
    ];
  };
  return { value: tf.matMul(shares, values), gradFunc };
});
