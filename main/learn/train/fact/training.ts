import { fact } from "../../../generators/fact/fact.ts";
import { FactNetwork } from "../../../generators/fact/network.ts";
import {
  layersOf,
  linearLayers,
  PUBLISHED,
  type Sizes,
  SMALL,
  trainingLayers,
  transformersOf,
} from "../../../generators/fact/weights.ts";
import { POSE_SIZE } from "../../../generators/peers/pose.ts";
import { measurePeerConstants } from "../peers/constants.ts";
import { continuationJudge } from "../report/continuation-judge.ts";
import type { DrawnBatch, TrainableType } from "../trainable-type.ts";
import { objective, PoseBody } from "./objective.ts";
import { drawBatch, framesNeeded, openDataset } from "./sampler.ts";
import { type FactSchedule, scheduleAt } from "./schedule.ts";

/** How FACT is trained: the loss and its vocabulary are in objective.ts. */
export const factTraining: TrainableType<Sizes, FactSchedule> = {
  generator: fact,
  losses: {
    total: "total loss",
    position: "mean square error of joints, 15 cm",
    velocity: "of their velocities, 3 cm a frame",
    speed: "of their speeds, whichever way, 3 cm a frame",
    acceleration: "of their accelerations, whichever way, 1 cm",
    reach: "of how far they come, 1.5 cm a frame",
    divergence: "KL divergence, nats a prediction",
  },
  judge: continuationJudge,
  hears: true,
  sizes: () => SMALL,
  published: PUBLISHED,
  groups: (sizes) => [
    {
      layers: { ...linearLayers(sizes), ...trainingLayers(sizes) },
      small: lastLayers(sizes),
      passing: Object.keys(trainingLayers(sizes)),
    },
  ],
  measureConstants: measurePeerConstants,
  framesNeeded,
  scheduleAt,
  open({ sizes, layers, dataset, constants }) {
    const network = new FactNetwork(sizes, layers);
    const archive = openDataset(dataset, constants);
    const body = new PoseBody(archive.units);
    return {
      draw(schedule, firstRow, random): DrawnBatch<void> {
        const batch = drawBatch(archive, sizes, schedule, random, firstRow);
        return {
          frames: (batch.seed.length + batch.future.length) / POSE_SIZE,
          prepare: () => {},
          losses: () => ({ ...objective(network, layers, body, batch, schedule.klWeight) }),
        };
      },
    };
  },
  details: ({ total, position, divergence }) => [
    `loss ${total.toFixed(3)}`,
    `off by ${position!.toFixed(3)}`,
    `${divergence!.toFixed(1)} nats`,
  ],
};

/** What adds to a token, or to the last pose: training begins near "nothing changes". */
function lastLayers(sizes: Sizes): readonly string[] {
  const inTransformers = Object.entries(transformersOf(sizes)).flatMap(([transformer, layers]) =>
    Array.from({ length: layers }, (_, layer) => {
      const { joined, narrow } = layersOf(transformer, layer);
      return [joined, narrow];
    }),
  );
  return [...inTransformers.flat(), "future.narrow"];
}
