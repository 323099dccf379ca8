import * as tf from "@tensorflow/tfjs-core";
import type { LayerShapes } from "../blocks.ts";
import type { LinearLayers } from "../linear-layers.ts";
import { tanh } from "../recurrent-cvae/gru.ts";

/** Hidden state of a layer, then its memory: [B, 2 hidden]. */
export type LstmState = tf.Tensor2D;

/** Layers of LSTM cells, one above the other: each reads what the one below it gives, and its own hidden state. */
export function lstmShapes(inputs: number, hidden: number, layers: number): LayerShapes {
  return Object.fromEntries(
    Array.from({ length: layers }, (_, layer) => [
      `lstm.${layer}`,
      [(layer === 0 ? inputs : hidden) + hidden, 4 * hidden] as const,
    ]),
  );
}

/** The states after one more frame, of each layer; the highest one's hidden state is the output. */
export function lstm(
  layers: LinearLayers,
  input: tf.Tensor2D,
  states: readonly LstmState[],
): { readonly output: tf.Tensor2D; readonly states: readonly LstmState[] } {
  let output = input;
  const next = states.map((state, layer) => {
    const size = state.shape[1] / 2;
    const [hidden, memory] = tf.split(state, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const gates = layers.linear(`lstm.${layer}`, tf.concat([output, hidden], 1));
    const after = cell(gates, memory) as LstmState;
    output = tf.slice(after, [0, 0], [-1, size]);
    return after;
  });
  return { output, states: next };
}

/**
 * A cell (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), as one operation with a gradient
 * of its own, as in gru.ts. The forget gate is open at first: 1 is added to it (Jozefowicz et al. 2015).
 *
 *     i, f, o = logistic(...)   g = tanh(...)   memory' = f memory + i g   hidden' = o tanh(memory')
 */
const cell = tf.customGrad((...args) => {
  const [all, memory, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const H = memory.shape[1];
  const [inputGate, forgetGate, outputGate, candidate] = tf.split(all, 4, 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const gates = tf.sigmoid(tf.concat([inputGate, tf.add(forgetGate, 1), outputGate], 1)); // i, f, o: [B, 3 hidden]
  const [i, f, o] = tf.split(gates, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const g = tanh(candidate);
  const kept = tf.add(tf.mul(f, memory), tf.mul(i, g));
  const shown = tanh(kept);
  save([gates, i, f, o, g, memory, shown]);
  const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]) => backward(slope, saved, H);
  return { value: tf.concat([tf.mul(o, shown), kept], 1), gradFunc };
});

function backward(slope: tf.Tensor, saved: tf.Tensor[], H: number): tf.Tensor[] {
  const [gates, i, f, o, g, memory, shown] = saved as [tf.Tensor, ...tf.Tensor[]] & { length: 7 };
  const [alongHidden, alongMemory] = tf.split(slope, [H, H], 1) as [tf.Tensor, tf.Tensor];
  const oneMinusSquare = (x: tf.Tensor) => tf.sub(1, tf.square(x));
  const alongKept = tf.add(alongMemory, tf.mul(tf.mul(alongHidden, o!), oneMinusSquare(shown!)));
  const alongBoth = tf.concat(
    [tf.mul(alongKept, g!), tf.mul(alongKept, memory!), tf.mul(alongHidden, shown!)],
    1,
  );
  const alongGates = tf.mul(alongBoth, tf.mul(gates, tf.sub(1, gates)));
  const alongCandidate = tf.mul(tf.mul(alongKept, i!), oneMinusSquare(g!));
  return [tf.concat([alongGates, alongCandidate], 1), tf.mul(alongKept, f!)];
}
