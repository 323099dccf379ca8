import * as tf from "@tensorflow/tfjs-core";
import { acLstm } from "../../../generators/peers/ac-lstm/ac-lstm.ts";
import { POSE_SIZE } from "../../../generators/peers/pose.ts";
import { peerTraining, THREE_LAYERS } from "./peer-training.ts";

/**
 * Auto-conditioning: five frames as they were danced and five of the network's own output take turns, from the first step
 * to the last, so that it learns to go on from its own errors; mean square error. As in the paper, whose sequences have
 * 100 frames too.
 */
export const acLstmTraining = peerTraining({
  generator: acLstm,
  sizes: THREE_LAYERS,
  loss: "mean square error, standard units",
  outputs: () => POSE_SIZE,
  run: () => ({ given: 5, own: 5 }),
  lossOf: (outputs, poses) => tf.mean(tf.square(tf.sub(outputs, poses))) as tf.Scalar,
});
