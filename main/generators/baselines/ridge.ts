import * as tf from "@tensorflow/tfjs-core";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type Clip, ROW, rowAt } from "../../motion/clip.ts";
import { toLocal, toRoom } from "../../motion/heading.ts";
import type { Generator } from "../generator.ts";
import { baselineGenerator, rowAgo } from "./baseline.ts";

/** Frames of the last second that are read, counted back from now: dense where it matters. */
const FRAMES_AGO = [0, 1, 3, 7, 15, 29];
const PAST = FRAMES_AGO.at(-1)! + 1;
/** Frames that are predicted at once. */
const FUTURE = 30;
const INPUTS = FRAMES_AGO.length * ROW + 1;
const OUTPUTS = FUTURE * ROW;
/** One training example in so many frames. */
const STRIDE = 5;
/** Examples whose products are summed at once. */
const BATCH = 512;
/** Of the squared weights, square metres. */
const PENALTY = 1;

/** A row so many frames ago. */
type Past = (framesAgo: number) => Float32Array;

/** @returns after a pause in which others may run; rejects where fitting is to stop. */
export type OnFitted = (done: number, of: number) => Promise<void>;

/**
 * Ridge regression (Hoerl and Kennard 1970) from the last second to the change over the next, both in the dancer's
 * present heading and place. Longer continuations are predicted from its own output.
 */
export async function ridge(clips: readonly Clip[], fps: number, onFitted: OnFitted): Promise<Generator> {
  const weights = await fitWeights(clips, onFitted);
  return baselineGenerator<{ readonly future: readonly Float32Array[] }>({
    name: "ridge",
    fps,
    reads: PAST,
    async next(states) {
      const over = [...new Set(states)].filter(({ plan }) => !plan || plan.future.length === 0);
      const predicted = await predict(
        weights,
        over.map((state) => (framesAgo) => rowAgo(state, framesAgo)),
      );
      const futures = new Map(over.map((state, index) => [state, predicted[index]!]));
      return states.map((state) => {
        const [row, ...future] = futures.get(state) ?? state.plan!.future;
        return { row: row!, plan: { future } };
      });
    },
  });
}

/** Weights, [inputs, future x 60]; the normal equations are summed batch by batch. */
async function fitWeights(clips: readonly Clip[], onFitted: OnFitted): Promise<Float32Array> {
  const examples = clips.flatMap((clip) =>
    Array.from(
      { length: Math.max(0, Math.floor((clip.frames - PAST - FUTURE) / STRIDE) + 1) },
      (_, index) => ({ clip, now: PAST - 1 + index * STRIDE }),
    ),
  );
  let square = tf.zeros([INPUTS, INPUTS]);
  let product = tf.zeros([INPUTS, OUTPUTS]);
  for (let begin = 0; begin < examples.length; begin += BATCH) {
    const batch = examples.slice(begin, begin + BATCH);
    const changes = new Float32Array(batch.length * OUTPUTS);
    batch.forEach(({ clip, now }, index) => {
      writeChanges(clip, now, changes.subarray(index * OUTPUTS, (index + 1) * OUTPUTS));
    });
    const before = [square, product];
    [square, product] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
      const x = inputsOf(
        batch.map(
          ({ clip, now }) =>
            (framesAgo) =>
              rowAt(clip, now - framesAgo),
        ),
      );
      const y = tf.tensor2d(changes, [batch.length, OUTPUTS]);
      return [tf.add(square, tf.matMul(x, x, true, false)), tf.add(product, tf.matMul(x, y, true, false))];
    });
    tf.dispose(before);
    await onFitted(begin + batch.length, examples.length);
  }
  const penalised = Matrix.from1DArray(INPUTS, INPUTS, await square.data());
  for (let i = 0; i < INPUTS - 1; i++) penalised.set(i, i, penalised.get(i, i) + PENALTY);
  const inverse = new CholeskyDecomposition(penalised).solve(Matrix.eye(INPUTS)).to1DArray();
  const weights = tf.tidy(() => tf.matMul(tf.tensor2d(inverse, [INPUTS, INPUTS]), product as tf.Tensor2D));
  const values = (await weights.data()) as Float32Array;
  tf.dispose([square, product, weights]);
  return values;
}

/** The next second after each past, as rows. */
async function predict(
  weights: Float32Array,
  pasts: readonly Past[],
): Promise<readonly (readonly Float32Array[])[]> {
  if (pasts.length === 0) return [];
  const product = tf.tidy(() => tf.matMul(inputsOf(pasts), tf.tensor2d(weights, [INPUTS, OUTPUTS])));
  const changes = await product.data();
  product.dispose();
  const local = new Float32Array(ROW);
  const present = new Float32Array(ROW);
  return pasts.map((past, index) => {
    const now = past(0);
    toLocal(now, now, present);
    return Array.from({ length: FUTURE }, (_, ahead) => {
      const at = index * OUTPUTS + ahead * ROW;
      for (let i = 0; i < ROW; i++) local[i] = present[i]! + changes[at + i]!;
      const row = new Float32Array(ROW);
      toRoom(local, now, row);
      return row;
    });
  });
}

/**
 * The present pose and, from there back, the velocities between one frame that is read and the next, metres a tenth of
 * a second: about as large as poses are, so that the penalty weighs on both alike.
 */
function inputsOf(pasts: readonly Past[]): tf.Tensor2D {
  const inputs = new Float32Array(pasts.length * INPUTS);
  const rows = FRAMES_AGO.map(() => new Float32Array(ROW));
  pasts.forEach((past, index) => {
    const now = past(0);
    FRAMES_AGO.forEach((frames, which) => {
      const at = index * INPUTS + which * ROW;
      toLocal(past(frames), now, rows[which]!);
      const scale = which === 0 ? 1 : 3 / (frames - FRAMES_AGO[which - 1]!);
      for (let i = 0; i < ROW; i++) {
        const later = which === 0 ? 0 : rows[which - 1]![i]!;
        inputs[at + i] = scale * (rows[which]![i]! - later);
      }
    });
    inputs[(index + 1) * INPUTS - 1] = 1;
  });
  return tf.tensor2d(inputs, [pasts.length, INPUTS]);
}

/** How the next second's frames differ from the present one, in its heading and place: [future x 60]. */
function writeChanges(clip: Clip, frame: number, out: Float32Array): void {
  const now = rowAt(clip, frame);
  const present = new Float32Array(ROW);
  toLocal(now, now, present);
  for (let ahead = 0; ahead < FUTURE; ahead++) {
    toLocal(rowAt(clip, frame + 1 + ahead), now, out, ahead * ROW);
    for (let i = 0; i < ROW; i++) out[ahead * ROW + i]! -= present[i]!;
  }
}
