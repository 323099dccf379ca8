import * as tf from "@tensorflow/tfjs-core";
import { type LayerShapes, layerBlocks, viewBlocks } from "../../../generators/blocks.ts";
import type { LossScalars, LossValues, ParameterGroup, TrainedLayers } from "../trainable-type.ts";

interface Layer {
  readonly matrix: tf.Tensor2D;
  /** Transposed once a step: a product with a transposed operand is 10 to 20 times as slow on WASM. */
  readonly transposed: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

const shapesOf = (groups: readonly ParameterGroup[]): LayerShapes =>
  Object.assign({}, ...groups.map(({ layers }) => layers));

/** Matrices and biases of all layers in the order of the parameter vector. */
export const parameterBlocks = (groups: readonly ParameterGroup[]) => layerBlocks(shapesOf(groups));

/**
 * Layers for training. Only the biases are on TensorFlow's gradient tape: the gradient of a matrix is computed after the
 * backward pass, as one large product over all the steps of a sequence instead of a small one for each.
 */
export class TrainableLayers implements TrainedLayers {
  readonly #shapes: LayerShapes;
  #layers = new Map<string, Layer>();
  #records = new Map<string, { readonly inputs: tf.Tensor2D[]; readonly errors: tf.Tensor2D[] }>();
  #recording = false;
  readonly #groups: readonly ParameterGroup[];

  constructor(groups: readonly ParameterGroup[]) {
    this.#groups = groups;
    this.#shapes = shapesOf(groups);
  }

  linear(name: string, x: tf.Tensor2D): tf.Tensor2D {
    const { matrix, transposed, bias } = this.#layers.get(name)!;
    if (!this.#recording) return tf.fused.matMul({ a: x, b: matrix, bias }) as tf.Tensor2D;
    const record = this.#records.get(name);
    if (!record) return this.frozen(name, x);
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

  frozen(name: string, x: tf.Tensor2D): tf.Tensor2D {
    const { matrix, transposed, bias } = this.#layers.get(name)!;
    const product = tf.customGrad((input) => ({
      value: tf.fused.matMul({ a: input as tf.Tensor2D, b: matrix, bias }),
      gradFunc: (dy: tf.Tensor) => tf.matMul(dy as tf.Tensor2D, transposed),
    }));
    return product(x) as tf.Tensor2D;
  }

  /**
   * The gradient of `loss().total` at `parameters`, written to `out` in their order.
   * @param prepare computes what the loss starts from, without gradient: that costs a third.
   * @param learningRates of the groups: one that rests, at 0, has no gradient, and its layers are frozen.
   * @returns the losses' values.
   */
  async gradient<P>(
    parameters: Float32Array,
    prepare: () => P,
    loss: (prepared: P) => LossScalars,
    out: Float32Array,
    learningRates?: readonly number[],
  ): Promise<LossValues> {
    const views = viewBlocks(layerBlocks(this.#shapes), parameters);
    const learning = shapesOf(this.#groups.filter((_, group) => learningRates?.[group] !== 0));
    const names = Object.keys(learning);
    this.#records.clear();
    let losses: [string, tf.Scalar][] = [];
    const gradients = tf.tidy(() => {
      for (const [name, shape] of Object.entries(this.#shapes)) {
        const matrix = tf.tensor2d(views.get(`${name}.matrix`)!, [...shape]);
        const bias = tf.tensor1d(views.get(`${name}.bias`)!);
        this.#layers.set(name, { matrix, transposed: tf.transpose(matrix), bias });
      }
      for (const name of names) this.#records.set(name, { inputs: [], errors: [] });
      const prepared = prepare();
      this.#recording = true;
      // grads() hands the biases to the function; the layers already hold them.
      const ofBiases = tf.grads(() => {
        const made = loss(prepared);
        losses = Object.entries(made).map(([name, value]) => [name, tf.keep(tf.clone(value))]);
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
    const target = viewBlocks(layerBlocks(this.#shapes), out.fill(0));
    layerBlocks(learning).forEach(({ name }, index) => {
      target.get(name)!.set(values[index]!);
    });
    const read = losses.map(async ([name, value]) => [name, (await value.data())[0]!] as const);
    const result = Object.fromEntries(await Promise.all(read)) as LossValues;
    tf.dispose([gradients, losses.map(([, value]) => value)]);
    return result;
  }
}
