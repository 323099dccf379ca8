import * as tf from "@tensorflow/tfjs-core";
import { danceRevolution } from "../../../generators/peers/dance-revolution/dance-revolution.ts";
import { POSE_SIZE } from "../../../generators/peers/pose.ts";
import { peerTraining, THREE_LAYERS } from "./peer-training.ts";

/** Frames as they were danced before each stretch of its own output, and the longest such stretch. */
const GIVEN = 10;
const LONGEST = 30;

/**
 * The curriculum of Dance Revolution: ten frames as they were danced, then a stretch of its own output that grows from
 * nothing to three times that, as evenly as the training goes on; mean absolute error. Grown to the rest of the sequence,
 * in so short a training, it outran what was learnt: after 150 of 1,300 steps the loss only rose, and the dance froze.
 */
export const danceRevolutionTraining = peerTraining({
  generator: danceRevolution,
  sizes: THREE_LAYERS,
  loss: "mean absolute error, standard units",
  outputs: () => POSE_SIZE,
  run: (share) => ({ given: GIVEN, own: Math.round(LONGEST * share) }),
  lossOf: (outputs, poses) => tf.mean(tf.abs(tf.sub(outputs, poses))) as tf.Scalar,
});
