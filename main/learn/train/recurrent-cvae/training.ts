import { constantTensors } from "../../../generators/recurrent-cvae/layers.ts";
import { Network } from "../../../generators/recurrent-cvae/network.ts";
import { recurrentCvae } from "../../../generators/recurrent-cvae/recurrent-cvae.ts";
import {
  danceLayers,
  hearingLayers,
  type Sizes,
  trainingLayers,
} from "../../../generators/recurrent-cvae/weights.ts";
import type { Random } from "../../../motion/random.ts";
import { measureConstants } from "../constants/constants.ts";
import { continuationJudge } from "../report/continuation-judge.ts";
import type { DrawnBatch, TrainableType, TrainingTask } from "../trainable-type.ts";
import { drawNoise, objectiveWithCritic } from "./adversary.ts";
import { criticLayers } from "./critic.ts";
import { burnIn, type EncoderState } from "./encoder.ts";
import { drawMusic, hearingLosses, type Listening, listen } from "./hearing.ts";
import { objective } from "./objective.ts";
import { drawBatch, framesNeeded, openDataset } from "./sampler.ts";
import {
  type CriticSchedule,
  type CvaeSchedule,
  hearingSchedule,
  longestBatch,
  scheduleAt,
  scheduleWithCritic,
} from "./schedule.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

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
    rhythm: "rhythm error while hearing, logarithm of speed",
  },
  judge: continuationJudge,
  sizes: (styles) => ({
    ...{ hidden: 256, latent: 24, code: 48, refine: 256, prior: 128, decoder: 256, segment: 8 },
    ...{ hearing: 96, styles },
  }),
  groups: (sizes) => [
    {
      layers: { ...danceLayers(sizes), ...trainingLayers(sizes) },
      small: ["refine.out", "decoder.out", "posterior.out"],
      passing: Object.keys(trainingLayers(sizes)),
    },
    { layers: hearingLayers(sizes), small: ["hearing.out"] },
  ],
  measureConstants,
  framesNeeded: ({ segment }) => framesNeeded(longestBatch, segment),
  scheduleAt,
  open(task) {
    const { network, draw, hearing } = openTask(task);
    return {
      draw(schedule, firstRow, random): DrawnBatch {
        if (schedule.hears) return hearing(schedule, firstRow, random);
        const { batch, ...drawn } = draw(schedule, firstRow, random);
        const dancing: DrawnBatch<EncoderState> = {
          ...drawn,
          losses: (burnedIn) => ({ ...objective(network, batch, burnedIn, schedule.klWeight) }),
        };
        return dancing;
      },
    };
  },
  details: ({ total, position, divergence, motionStatistics, rhythm }) => [
    `loss ${total.toFixed(3)}`,
    `off by ${(1000 * position!).toFixed(0)} mm`,
    ...(divergence === undefined ? [] : [`${divergence.toFixed(1)} nats`]),
    ...(rhythm === undefined ? [] : [`rhythm off by ${percent(Math.exp(rhythm) - 1)}`]),
    `motion statistics off by ${(100 * motionStatistics!).toFixed(0)} %`,
  ],
};

/** A critic that is right more often has nothing left to learn from, nor the generator from it. */
const OUTRIGHT = 0.98;
/** Continuations that are nearer to each other, as a share of how far dances of a take are apart, are all the same. */
const COLLAPSED = 0.3;

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
    {
      layers: criticLayers(sizes.styles),
      small: [],
      passing: Object.keys(criticLayers(sizes.styles)),
    },
  ],
  scheduleAt: (step, steps, sizes) => scheduleWithCritic(step, steps, weight, sizes),
  open(task) {
    const { sizes, layers } = task;
    const { network, draw, hearing } = openTask(task);
    return {
      draw(schedule, firstRow, random): DrawnBatch {
        if (schedule.hears) return hearing(schedule, firstRow, random);
        const { batch, ...drawn } = draw(schedule, firstRow, random);
        const { klWeight, criticWeight } = schedule;
        const noise = drawNoise(batch, sizes.segment, sizes.latent, random);
        const critic = { layers, weight: criticWeight };
        const dancing: DrawnBatch<EncoderState> = {
          ...drawn,
          losses: (burnedIn) => ({
            ...objectiveWithCritic(network, batch, burnedIn, klWeight, critic, noise),
          }),
        };
        return dancing;
      },
    };
  },
  details: (losses) => [
    ...recurrentCvaeTraining.details(losses),
    ...(losses.toldApart === undefined || losses.variety === undefined
      ? []
      : [
          `critic right in ${percent(losses.toldApart)}${losses.toldApart > OUTRIGHT ? ", wins outright" : ""}`,
          `variety ${percent(losses.variety)}${losses.variety < COLLAPSED ? ", collapsed" : ""}`,
        ]),
  ],
});

/** For a model that dances: it learns to hear, and the rest of it stays as it is. */
export const recurrentCvaeHearing: TrainableType<Sizes, CvaeSchedule> = {
  ...recurrentCvaeTraining,
  scheduleAt: hearingSchedule,
};

/** What is the same with a critic and without. */
function openTask({ sizes, layers, dataset, constants }: TrainingTask<Sizes>) {
  const network = new Network(sizes, {
    constants: constantTensors(constants),
    linear: (name, x) => layers.linear(name, x),
  });
  const archive = openDataset(dataset, constants);
  const drawWith = ({ size, observedFrames, horizon }: CvaeSchedule, firstRow: number, random: Random) => ({
    batch: drawBatch(archive, sizes, { size, observedFrames, horizon }, random, firstRow),
    frames: size * (observedFrames + horizon),
  });
  return {
    network,
    draw(schedule: CvaeSchedule, firstRow: number, random: Random) {
      const { batch, frames } = drawWith(schedule, firstRow, random);
      return { batch, frames, prepare: () => burnIn(network, batch) };
    },
    hearing(schedule: CvaeSchedule, firstRow: number, random: Random): DrawnBatch<Listening> {
      const { batch, frames } = drawWith(schedule, firstRow, random);
      const music = drawMusic(batch, sizes, archive.fps, archive.meanSpeed[0]!, random);
      return {
        frames,
        prepare: () => listen(network, batch, music),
        losses: (start) => hearingLosses(network, batch, music, start),
      };
    },
  };
}
