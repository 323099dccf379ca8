import * as tf from "@tensorflow/tfjs";
import type { Constants, Layers } from "../../../generators/recurrent-cvae/layers.ts";
import {
  layerBlocks,
  linearLayers,
  type Sizes,
  trainingLayers,
  viewBlocks,
} from "../../../generators/recurrent-cvae/weights.ts";

interface Layer {
  readonly matrix: tf.Tensor2D;
  /** Transposed once a step: a product with a transposed operand is 10 to 20 times as slow on WASM. */
  readonly transposed: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** Matrices and biases of all layers in the order of the parameter vector; those of live use come first. */
export const parameterBlocks = (sizes: Sizes) =>
  layerBlocks({ ...linearLayers(sizes), ...trainingLayers(sizes) });

/**
 * Layers for training. Only the biases are on TensorFlow's gradient tape: the gradient of a matrix is computed after the
 * backward pass, as one large product over all the steps of a sequence instead of a small one for each.
 */
export class TrainableLayers implements Layers {
  readonly constants: Constants;
  readonly #shapes: Record<string, readonly [number, number]>;
  readonly #sizes: Sizes;
  #layers = new Map<string, Layer>();
  #records = new Map<string, { readonly inputs: tf.Tensor2D[]; readonly errors: tf.Tensor2D[] }>();
  #recording = false;

  constructor(sizes: Sizes, constants: Constants) {
    this.constants = constants;
    this.#sizes = sizes;
    this.#shapes = { ...linearLayers(sizes), ...trainingLayers(sizes) };
  }

  linear(name: string, x: tf.Tensor2D): tf.Tensor2D {
    const { matrix, transposed, bias } = this.#layers.get(name)!;
    if (!this.#recording) return tf.fused.matMul({ a: x, b: matrix, bias }) as tf.Tensor2D;
    const record = this.#records.get(name)!;
    const product = tf.customGrad((...args) => {
      const [input, offset, save] = args as [tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
      save([input]);
      return {
        value: tf.fused.matMul({ a: input, b: matrix, bias: offset }),
        gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
          record.inputs.push(tf.keep(tf.clone(saved as tf.Tensor2D)));
          record.errors.push(tf.keep(tf.clone(dy as tf.Tensor2D)));
          return [tf.matMul(dy as tf.Tensor2D, transposed), tf.sum(dy, 0)];
        },
      };
    });
    return product(x, bias) as tf.Tensor2D;
  }

  /**
   * The gradient of `loss().total` at `parameters`, written to `out` in the order of `parameterBlocks`.
   * @param prepare computes what the loss starts from, without gradient: that costs a third.
   * @returns the losses' values.
   */
  async gradient<P, K extends string>(
    parameters: Float32Array,
    prepare: () => P,
    loss: (prepared: P) => Record<K | "total", tf.Scalar>,
    out: Float32Array,
  ): Promise<Record<K | "total", number>> {
    const blocks = parameterBlocks(this.#sizes);
    const views = viewBlocks(blocks, parameters);
    const names = Object.keys(this.#shapes);
    let losses: [string, tf.Scalar][] = [];
    const gradients = tf.tidy(() => {
      for (const name of names) {
        const matrix = tf.tensor2d(views.get(`${name}.matrix`)!, this.#shapes[name] as [number, number]);
        const bias = tf.tensor1d(views.get(`${name}.bias`)!);
        this.#layers.set(name, { matrix, transposed: tf.transpose(matrix), bias });
        this.#records.set(name, { inputs: [], errors: [] });
      }
      const prepared = prepare();
      this.#recording = true;
      // grads() hands the biases to the function; the layers already hold them.
      const ofBiases = tf.grads(() => {
        const made = loss(prepared);
        losses = Object.entries<tf.Scalar>(made).map(([name, value]) => [name, tf.keep(tf.clone(value))]);
        return made.total;
      })(names.map((name) => this.#layers.get(name)!.bias));
      this.#recording = false;
      return names.flatMap((name, index) => {
        const { inputs, errors } = this.#records.get(name)!;
        const ofMatrix = tf.matMul(tf.transpose(tf.concat(inputs, 0)), tf.concat(errors, 0));
        tf.dispose([inputs, errors]);
        return [ofMatrix, ofBiases[index]!];
      });
    });
    const values = await Promise.all(gradients.map((gradient) => gradient.data()));
    const target = viewBlocks(blocks, out);
    blocks.forEach(({ name }, index) => {
      target.get(name)!.set(values[index]!);
    });
    const read = losses.map(async ([name, value]) => [name, (await value.data())[0]!] as const);
    const result = Object.fromEntries(await Promise.all(read)) as Record<K | "total", number>;
    tf.dispose([gradients, losses.map(([, value]) => value)]);
    return result;
  }
}
