import * as tf from "@tensorflow/tfjs-core";

/**
 * The gates of a GRU cell (Cho et al. 2014, with the reset gate behind the product as in cuDNN), as one operation
 * with a gradient of its own: on WASM it trains about twice as fast as the same in separate operations.
 *
 *     r, u, n     = reset, update, candidate
 *     r = logistic(inR + backR)   u = logistic(inU + backU)   n = tanh(inN + r backN)
 *     next = n + u (hidden - n)
 *
 * `input` and `back` are what input and hidden state give to r, u, n: [B, 3 hidden]; `hidden` and result [B, hidden].
 */
export function gru(input: tf.Tensor2D, back: tf.Tensor2D, hidden: tf.Tensor2D): tf.Tensor2D {
  return cell(input, back, hidden) as tf.Tensor2D;
}

const cell = tf.customGrad((...args) => {
  const [input, back, hidden, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const H = hidden.shape[1];
  const [inGates, inCandidate] = tf.split(input, [2 * H, H], 1) as [tf.Tensor2D, tf.Tensor2D];
  const [backGates, backCandidate] = tf.split(back, [2 * H, H], 1) as [tf.Tensor2D, tf.Tensor2D];
  const gates = tf.sigmoid(tf.add(inGates, backGates)); // r, u: [B, 2 hidden]
  const [r, u] = tf.split(gates, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  const n = tanh(tf.add(inCandidate, tf.mul(r, backCandidate)));
  const difference = tf.sub(hidden, n);
  save([gates, u, r, n, difference, backCandidate]);
  return { value: tf.add(n, tf.mul(u, difference)), gradFunc: backward };
});

/** From the loss's slope along the next hidden state to its slopes along input, back and hidden. */
function backward(slope: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] {
  const [gates, u, r, n, difference, backCandidate] = saved as [tf.Tensor, ...tf.Tensor[]] & { length: 6 };
  const alongHidden = tf.mul(slope, u!);
  const alongN = tf.mul(tf.sub(slope, alongHidden), tf.sub(1, tf.square(n!)));
  const alongBoth = tf.concat([tf.mul(alongN, backCandidate!), tf.mul(slope, difference!)], 1); // r, u
  const alongGates = tf.mul(alongBoth, tf.mul(gates, tf.sub(1, gates)));
  return [tf.concat([alongGates, alongN], 1), tf.concat([alongGates, tf.mul(alongN, r!)], 1), alongHidden];
}

/** tanh by way of the logistic function: on WASM it is nine times as fast as tf.tanh. */
export function tanh<T extends tf.Tensor>(x: T): T {
  return tf.sub(tf.mul(tf.sigmoid(tf.mul(x, 2)), 2), 1);
}
