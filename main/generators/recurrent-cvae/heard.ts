import * as tf from "@tensorflow/tfjs-core";
import type { Heard } from "../../../shared/music.ts";

/** Sine and cosine of the phase, how far the beats around it are, the energy, and that something is heard. */
export const HEARD_SIZE = 6;

/** A beat further away than this is not told from one that is so far, seconds. */
const FARTHEST = 1;

/** What is heard at each of a batch's next frames, as the network is given it, [rows, 6]; zeros where nothing is. */
export function heardTable(heard: readonly (Heard | null)[]): tf.Tensor2D {
  const values = new Float32Array(heard.length * HEARD_SIZE);
  heard.forEach((one, row) => {
    writeHeard(one, values, row * HEARD_SIZE);
  });
  return tf.tensor2d(values, [heard.length, HEARD_SIZE]);
}

/** One row of it, into `out`. */
export function writeHeard(heard: Heard | null, out: Float32Array, at: number): void {
  if (!heard) return;
  const { sinceBeat, toBeat, energy } = heard;
  const angle = (2 * Math.PI * sinceBeat) / Math.max(sinceBeat + toBeat, 1e-3);
  out.set(
    [Math.sin(angle), Math.cos(angle), Math.min(sinceBeat, FARTHEST), Math.min(toBeat, FARTHEST), energy, 1],
    at,
  );
}
