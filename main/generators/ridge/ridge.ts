import * as tf from "@tensorflow/tfjs";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Contestant } from "../../learn/evaluate/contestant.ts";
import type { Example } from "../../learn/evaluate/seeds.ts";
import type { Work } from "../../learn/evaluate/work.ts";
import { type Clip, part, ROW, rowAt } from "../../motion/clip.ts";
import { toLocal, toRoom } from "../../motion/heading.ts";

/** The last second: frames before now, dense where it matters. */
const LOOKS_BACK = [0, 1, 3, 7, 15, 29];
const PAST = LOOKS_BACK.at(-1)! + 1;
/** Frames that are foretold at once. */
const AHEAD = 30;
const INPUTS = LOOKS_BACK.length * ROW + 1;
/** Places in the archive to learn from: one in so many frames. */
const EVERY = 5;
/** Of them, as many as are looked at together. */
const PART = 512;
/** Square metres. */
const PENALTY = 1;

/**
 * Ridge regression (Hoerl and Kennard 1970) from the last second to the next, both as seen from the dancer now, who
 * is subtracted from the future. To go on for longer it is fed with what it foretold.
 */
export async function ridge(archive: readonly Example[], work: Work): Promise<Contestant> {
  const weights = await weightsOf(archive, work);
  return {
    name: "ridge",
    varied: false,
    *dance(wishes) {
      const out = new Float32Array(wishes.length * ROW);
      let pasts = wishes.map(({ seed }) => part(seed.danced.clip, seed.end - PAST, seed.end));
      for (;;) {
        const futures = foretell(weights, pasts);
        for (let ahead = 0; ahead < AHEAD; ahead++) {
          futures.forEach((future, row) => {
            out.set(rowAt(future, ahead), row * ROW);
          });
          yield out;
        }
        pasts = futures.map((future) => part(future, AHEAD - PAST, AHEAD));
      }
    },
  };
}

/** [inputs, ahead x 60]; the sums over the archive are taken part by part. */
async function weightsOf(archive: readonly Example[], work: Work): Promise<Float32Array> {
  const places = archive.flatMap(({ clip }) =>
    Array.from({ length: Math.max(0, Math.floor((clip.frames - PAST - AHEAD) / EVERY) + 1) }, (_, place) => ({
      clip,
      end: PAST + place * EVERY,
    })),
  );
  let square = tf.zeros([INPUTS, INPUTS]);
  let product = tf.zeros([INPUTS, AHEAD * ROW]);
  for (let begin = 0; begin < places.length; begin += PART) {
    const some = places.slice(begin, begin + PART);
    const pasts = some.map(({ clip, end }) => part(clip, end - PAST, end));
    const changes = new Float32Array(some.length * AHEAD * ROW);
    some.forEach(({ clip, end }, index) => {
      const own = changes.subarray(index * AHEAD * ROW, (index + 1) * AHEAD * ROW);
      changeOf(pasts[index]!, part(clip, end, end + AHEAD), own);
    });
    const before = [square, product];
    [square, product] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
      const x = inputsOf(pasts);
      const y = tf.tensor2d(changes, [some.length, AHEAD * ROW]);
      return [tf.add(square, tf.matMul(x, x, true, false)), tf.add(product, tf.matMul(x, y, true, false))];
    });
    tf.dispose(before);
    await work.step("ridge", begin + some.length, places.length);
  }
  const penalised = Matrix.from1DArray(INPUTS, INPUTS, square.dataSync());
  for (let i = 0; i < INPUTS - 1; i++) penalised.set(i, i, penalised.get(i, i) + PENALTY);
  const inverse = new CholeskyDecomposition(penalised).solve(Matrix.eye(INPUTS)).to1DArray();
  const weights = tf.tidy(() => tf.matMul(tf.tensor2d(inverse, [INPUTS, INPUTS]), product as tf.Tensor2D));
  const numbers = weights.dataSync() as Float32Array;
  tf.dispose([square, product, weights]);
  return numbers;
}

function foretell(weights: Float32Array, pasts: readonly Clip[]): readonly Clip[] {
  const changes = tf.tidy(() =>
    tf.matMul(inputsOf(pasts), tf.tensor2d(weights, [INPUTS, AHEAD * ROW])).dataSync(),
  ) as Float32Array;
  const seen = new Float32Array(ROW);
  const stood = new Float32Array(ROW);
  return pasts.map((past, index) => {
    const now = rowAt(past, PAST - 1);
    toLocal(now, now, stood);
    const future: Clip = { frames: AHEAD, values: new Float32Array(AHEAD * ROW) };
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      const at = (index * AHEAD + ahead) * ROW;
      for (let i = 0; i < ROW; i++) seen[i] = stood[i]! + changes[at + i]!;
      toRoom(seen, now, future.values, ahead * ROW);
    }
    return future;
  });
}

/**
 * The pose now and, from there back, the velocities between one look and the next in metres a tenth of a second: as
 * large as poses are, so that the penalty is just to both.
 */
function inputsOf(pasts: readonly Clip[]): tf.Tensor2D {
  const inputs = new Float32Array(pasts.length * INPUTS);
  const rows = LOOKS_BACK.map(() => new Float32Array(ROW));
  pasts.forEach((past, index) => {
    const now = rowAt(past, PAST - 1);
    LOOKS_BACK.forEach((frames, look) => {
      const at = index * INPUTS + look * ROW;
      toLocal(rowAt(past, PAST - 1 - frames), now, rows[look]!);
      const scale = look === 0 ? 1 : 3 / (frames - LOOKS_BACK[look - 1]!);
      for (let i = 0; i < ROW; i++) {
        const later = look === 0 ? 0 : rows[look - 1]![i]!;
        inputs[at + i] = scale * (rows[look]![i]! - later);
      }
    });
    inputs[(index + 1) * INPUTS - 1] = 1;
  });
  return tf.tensor2d(inputs, [pasts.length, INPUTS]);
}

function changeOf(past: Clip, future: Clip, out: Float32Array): void {
  const now = rowAt(past, PAST - 1);
  const stood = new Float32Array(ROW);
  toLocal(now, now, stood);
  for (let ahead = 0; ahead < AHEAD; ahead++) {
    toLocal(rowAt(future, ahead), now, out, ahead * ROW);
    for (let i = 0; i < ROW; i++) out[ahead * ROW + i]! -= stood[i]!;
  }
}
