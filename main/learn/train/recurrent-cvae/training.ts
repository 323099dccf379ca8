import { constantTensors } from "../../../generators/recurrent-cvae/layers.ts";
import { Network } from "../../../generators/recurrent-cvae/network.ts";
import { recurrentCvae } from "../../../generators/recurrent-cvae/recurrent-cvae.ts";
import { linearLayers, type Sizes, trainingLayers } from "../../../generators/recurrent-cvae/weights.ts";
import type { Random } from "../../../motion/random.ts";
import { measureConstants } from "../constants/constants.ts";
import { continuationJudge } from "../report/continuation-judge.ts";
import type { DrawnBatch, TrainableType, TrainingTask } from "../trainable-type.ts";
import { drawNoise, objectiveWithCritic } from "./adversary.ts";
import { criticLayers } from "./critic.ts";
import { burnIn, type EncoderState } from "./encoder.ts";
import { objective } from "./objective.ts";
import { drawBatch, framesNeeded, openDataset } from "./sampler.ts";
import {
  type CriticSchedule,
  type CvaeSchedule,
  longestBatch,
  scheduleAt,
  scheduleWithCritic,
} from "./schedule.ts";

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
  open(task) {
    const { network, draw } = openTask(task);
    return {
      draw(schedule, firstRow, random): DrawnBatch<EncoderState> {
        const { batch, ...drawn } = draw(schedule, firstRow, random);
        return {
          ...drawn,
          losses: (burnedIn) => ({ ...objective(network, batch, burnedIn, schedule.klWeight) }),
        };
      },
    };
  },
  details: ({ total, position, divergence, motionStatistics }) => [
    `loss ${total.toFixed(3)}`,
    `off by ${(1000 * position!).toFixed(0)} mm`,
    `${divergence!.toFixed(1)} nats`,
    `motion statistics off by ${(100 * motionStatistics!).toFixed(0)} %`,
  ],
};

/** A critic that is right more often has nothing left to learn from, nor the generator from it. */
const OUTRIGHT = 0.98;
/** Continuations that are nearer to each other, as a share of how far dances of a take are apart, are all the same. */
const COLLAPSED = 0.3;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** The same with a critic, see critic.ts. @param weight of the adversarial loss */
export const recurrentCvaeWithCritic = (weight: number): TrainableType<Sizes, CriticSchedule> => ({
  ...recurrentCvaeTraining,
  losses: {
    ...recurrentCvaeTraining.losses,
    adversarial: "adversarial loss",
    critic: "critic's loss",
    toldApart: "told apart by the critic, share",
    variety: "distance between continuations, of dances'",
  },
  groups: (sizes) => [
    ...recurrentCvaeTraining.groups(sizes),
    { layers: criticLayers(sizes.styles), small: [] },
  ],
  scheduleAt: (step, steps) => scheduleWithCritic(step, steps, weight),
  open(task) {
    const { sizes, layers } = task;
    const { network, draw } = openTask(task);
    return {
      draw(schedule, firstRow, random): DrawnBatch<EncoderState> {
        const { batch, ...drawn } = draw(schedule, firstRow, random);
        const { klWeight, criticWeight } = schedule;
        const noise = drawNoise(batch, sizes.segment, sizes.latent, random);
        const critic = { layers, weight: criticWeight };
        return {
          ...drawn,
          losses: (burnedIn) => ({
            ...objectiveWithCritic(network, batch, burnedIn, klWeight, critic, noise),
          }),
        };
      },
    };
  },
  details: (losses) => [
    ...recurrentCvaeTraining.details(losses),
    `critic right in ${percent(losses.toldApart!)}${losses.toldApart! > OUTRIGHT ? ", wins outright" : ""}`,
    `variety ${percent(losses.variety!)}${losses.variety! < COLLAPSED ? ", collapsed" : ""}`,
  ],
});

/** What is the same with a critic and without. */
function openTask({ sizes, layers, dataset, constants }: TrainingTask<Sizes>) {
  const network = new Network(sizes, {
    constants: constantTensors(constants),
    linear: (name, x) => layers.linear(name, x),
  });
  const archive = openDataset(dataset, constants);
  return {
    network,
    draw({ size, observedFrames, horizon }: CvaeSchedule, firstRow: number, random: Random) {
      const batch = drawBatch(archive, sizes, { size, observedFrames, horizon }, random, firstRow);
      return { batch, frames: size * (observedFrames + horizon), prepare: () => burnIn(network, batch) };
    },
  };
}
