import { constantTensors } from "../../../generators/recurrent-cvae/layers.ts";
import { Network } from "../../../generators/recurrent-cvae/network.ts";
import { recurrentCvae } from "../../../generators/recurrent-cvae/recurrent-cvae.ts";
import { linearLayers, type Sizes, trainingLayers } from "../../../generators/recurrent-cvae/weights.ts";
import { measureConstants } from "../constants/constants.ts";
import { continuationJudge } from "../report/continuation-judge.ts";
import type { DrawnBatch, Objective, TrainableType, TrainingTask } from "../trainable-type.ts";
import { burnIn, type EncoderState } from "./encoder.ts";
import { objective } from "./objective.ts";
import { drawBatch, framesNeeded, openDataset } from "./sampler.ts";
import { type CvaeSchedule, longestBatch, scheduleAt } from "./schedule.ts";

/** How the shipped generator is trained: the loss and its vocabulary are in objective.ts. */
export const recurrentCvaeTraining: TrainableType<Sizes, CvaeSchedule> = {
  generator: recurrentCvae,
  losses: {
    total: "total loss",
    position: "position error, metres",
    velocity: "velocity error, metres a frame",
    oneStep: "one-step error, metres a frame",
    refinement: "refinement error, units",
    divergence: "KL divergence, nats",
    motionStatistics: "motion statistics error, share",
    meanPose: "mean pose error, squares of 0.3 units",
    style: "style cross entropy, nats",
  },
  judge: continuationJudge,
  sizes: (styles) => ({
    ...{ hidden: 256, latent: 24, code: 48, refine: 256, prior: 128, decoder: 256, segment: 8 },
    styles,
  }),
  groups: (sizes) => [
    {
      layers: { ...linearLayers(sizes), ...trainingLayers(sizes) },
      small: ["refine.out", "decoder.out", "posterior.out"],
    },
  ],
  measureConstants,
  framesNeeded: ({ segment }) => framesNeeded(longestBatch, segment),
  scheduleAt,
  open: openObjective,
  details: ({ total, position, divergence, motionStatistics }) => [
    `loss ${total.toFixed(3)}`,
    `off by ${(1000 * position!).toFixed(0)} mm`,
    `${divergence!.toFixed(1)} nats`,
    `motion statistics off by ${(100 * motionStatistics!).toFixed(0)} %`,
  ],
};

function openObjective({ sizes, layers, dataset, constants }: TrainingTask<Sizes>): Objective<CvaeSchedule> {
  const network = new Network(sizes, {
    constants: constantTensors(constants),
    linear: (name, x) => layers.linear(name, x),
  });
  const archive = openDataset(dataset, constants);
  return {
    draw(schedule, firstRow, random): DrawnBatch<EncoderState> {
      const { size, observedFrames, horizon, klWeight } = schedule;
      const batch = drawBatch(archive, sizes, { size, observedFrames, horizon }, random, firstRow);
      return {
        frames: size * (observedFrames + horizon),
        prepare: () => burnIn(network, batch),
        losses: (burnedIn) => ({ ...objective(network, batch, burnedIn, klWeight) }),
      };
    },
  };
}
