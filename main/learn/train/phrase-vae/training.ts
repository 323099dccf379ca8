import { PhraseNetwork } from "../../../generators/phrase-vae/network.ts";
import { phraseVae } from "../../../generators/phrase-vae/phrase-vae.ts";
import { BLOCKS, linearLayers, type Sizes } from "../../../generators/phrase-vae/weights.ts";
import type { DrawnBatch, Objective, TrainableType, TrainingTask } from "../trainable-type.ts";
import { measureConstants } from "./constants.ts";
import { phraseJudge } from "./judge.ts";
import { objective } from "./objective.ts";
import { drawBatch, framesNeeded, openDataset } from "./sampler.ts";
import { type PhraseSchedule, SEGMENTS, scheduleAt } from "./schedule.ts";

/** How a space of phrases is trained: the loss and its vocabulary are in objective.ts. */
export const phraseVaeTraining: TrainableType<Sizes, PhraseSchedule> = {
  generator: phraseVae,
  losses: {
    total: "total loss",
    position: "position error, metres",
    velocity: "velocity error, metres a frame",
    way: "way and turn error, metres in 0.3 s",
    divergence: "KL divergence, nats a segment",
  },
  judge: phraseJudge,
  sizes: () => ({ hidden: 144, latent: 32, segment: 16 }),
  groups: (sizes) => [
    {
      layers: linearLayers(sizes),
      small: ["encoder", "decoder"].flatMap((side) =>
        ["patches", "segments"].flatMap((rate) => BLOCKS.map((block) => `${side}.${rate}.${block}.out`)),
      ),
    },
  ],
  measureConstants,
  framesNeeded,
  scheduleAt,
  open: openObjective,
  details: ({ total, position, divergence }) => [
    `loss ${total.toFixed(3)}`,
    `off by ${(1000 * position!).toFixed(0)} mm`,
    `${divergence!.toFixed(1)} nats a segment`,
  ],
};

function openObjective({
  sizes,
  layers,
  dataset,
  constants,
}: TrainingTask<Sizes>): Objective<PhraseSchedule> {
  const network = new PhraseNetwork(sizes, layers, constants);
  const archive = openDataset(dataset);
  return {
    draw(schedule, _, random): DrawnBatch<void> {
      const batch = drawBatch(archive, sizes, schedule.size, random);
      return {
        frames: schedule.size * SEGMENTS * sizes.segment,
        prepare: () => {},
        losses: () => ({ ...objective(network, batch, archive.fps, schedule) }),
      };
    },
  };
}
