import * as tf from "@tensorflow/tfjs-core";
import type { LinearLayers } from "../../../generators/linear-layers.ts";
import type { GeneratorType } from "../../../generators/model.ts";
import { type LstmState, lstm } from "../../../generators/peers/lstm.ts";
import { POSE_SIZE } from "../../../generators/peers/pose.ts";
import { type PeerSizes, peerLayers } from "../../../generators/peers/weights.ts";
import { continuationJudge } from "../report/continuation-judge.ts";
import type { DrawnBatch, StepSchedule, TrainableType } from "../trainable-type.ts";
import { measurePeerConstants } from "./constants.ts";
import { FRAMES_NEEDED, PoseSequences, SEQUENCE } from "./pose-sequences.ts";

/** Sequences a step. */
const BATCH = 32;
const LEARNING_RATE = 3e-3;
const WARM_UP_STEPS = 50;

export interface PeerSchedule extends StepSchedule {
  /** Frames that are danced before each stretch of the network's own, and frames of such a stretch. */
  readonly given: number;
  readonly own: number;
}

/** What differs between peers in training. */
export interface PeerLesson<Sizes extends PeerSizes> {
  readonly generator: GeneratorType<Sizes>;
  /** Sizes by default. */
  readonly sizes: Sizes;
  /** What the loss is called. */
  readonly loss: string;
  outputs(sizes: Sizes): number;
  /** @param share of the training that is over */
  run(share: number): Pick<PeerSchedule, "given" | "own">;
  /** @param outputs of the last layer for each pose, [rows, outputs] @param poses that were to follow, [rows, 58] */
  lossOf(outputs: tf.Tensor2D, poses: tf.Tensor2D, sizes: Sizes): tf.Scalar;
}

/** Three layers of so many: as deep as in the papers, and small enough to learn in a quarter of an hour. */
export const THREE_LAYERS: PeerSizes = { hidden: 128, layers: 3 };

/** How a peer is trained: on sequences of 100 frames, parts of which it dances on its own output. */
export function peerTraining<Sizes extends PeerSizes>(
  lesson: PeerLesson<Sizes>,
): TrainableType<Sizes, PeerSchedule> {
  return {
    generator: lesson.generator,
    losses: { total: lesson.loss },
    judge: continuationJudge,
    sizes: () => lesson.sizes,
    groups: (sizes) => [{ layers: peerLayers(sizes, lesson.outputs(sizes)), small: [] }],
    measureConstants: measurePeerConstants,
    framesNeeded: () => FRAMES_NEEDED,
    /** The learning rate is warmed up, and falls along a cosine over the second half. */
    scheduleAt(step, steps) {
      const share = step / steps;
      const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
      const decay = 0.02 + 0.49 * (1 + Math.cos(Math.PI * Math.max(0, 2 * share - 1)));
      return { size: BATCH, learningRates: [LEARNING_RATE * warmUp * decay], ...lesson.run(share) };
    },
    open({ sizes, layers, dataset, constants }) {
      const sequences = new PoseSequences(dataset, constants);
      return {
        draw({ size, given, own }, _, random): DrawnBatch<readonly tf.Tensor2D[]> {
          const drawn = sequences.draw(size, random);
          return {
            frames: size * SEQUENCE,
            prepare: () => drawn.map((poses) => tf.tensor2d(poses, [size, POSE_SIZE])),
            losses(poses) {
              const outputs = dance(layers, sizes, poses, (frame) => frame % (given + own) < given);
              return { total: lesson.lossOf(outputs, tf.concat(poses.slice(1), 0), sizes) };
            },
          };
        },
      };
    },
    details: ({ total }) => [`loss ${total.toFixed(4)}`],
  };
}

/**
 * The last layer's outputs for each frame but the last, one frame after the other, [100 x size, outputs].
 * @param isGiven whether the network reads that frame as it was danced; else it reads its own output
 */
function dance(
  layers: LinearLayers,
  { hidden, layers: count }: PeerSizes,
  poses: readonly tf.Tensor2D[],
  isGiven: (frame: number) => boolean,
): tf.Tensor2D {
  const size = poses[0]!.shape[0];
  let states: readonly LstmState[] = Array.from({ length: count }, () => tf.zeros([size, 2 * hidden]));
  const outputs: tf.Tensor2D[] = [];
  poses.slice(0, -1).forEach((pose, frame) => {
    const read = isGiven(frame) ? pose : outputs.at(-1)!;
    const next = lstm(layers, read, states);
    states = next.states;
    outputs.push(layers.linear("output", next.output));
  });
  return tf.concat(outputs, 0);
}
