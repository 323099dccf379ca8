import { ConfigError } from "../../system/errors.ts";
import { factTraining } from "./fact/training.ts";
import { acLstmTraining } from "./peers/ac-lstm.ts";
import { danceRevolutionTraining } from "./peers/dance-revolution.ts";
import { mdnLstmTraining } from "./peers/mdn-lstm.ts";
import { phraseVaeTraining } from "./phrase-vae/training.ts";
import {
  recurrentCvaeHearing,
  recurrentCvaeTraining,
  recurrentCvaeWithCritic,
} from "./recurrent-cvae/training.ts";
import type { TrainableType } from "./trainable-type.ts";
import type { TrainableName, TrainingChoice } from "./types.ts";

/** Every kind of network that can be trained: a new one is a folder beside this file, a line here and its name in types.ts. */
const TYPES: Readonly<Record<TrainableName, TrainableType>> = {
  "recurrent-cvae": recurrentCvaeTraining,
  "ac-lstm": acLstmTraining,
  "mdn-lstm": mdnLstmTraining,
  "dance-revolution": danceRevolutionTraining,
  "phrase-vae": phraseVaeTraining,
  fact: factTraining,
};

/** Those that a critic can take part in. @param weight of what it says */
const WITH_CRITIC: Partial<Record<TrainableName, (weight: number) => TrainableType>> = {
  "recurrent-cvae": recurrentCvaeWithCritic,
};

/** @throws ConfigError where a critic, or hearing, is asked for that this kind of network does not have. */
export function trainableType({ type, critic, hearing = false }: TrainingChoice): TrainableType {
  if (hearing) {
    if (type === "recurrent-cvae" && critic === 0) return recurrentCvaeHearing;
    throw new ConfigError(
      "--hear teaches a model of type recurrent-cvae, without a critic; expected neither --type nor --critic",
    );
  }
  if (critic === 0) return TYPES[type];
  const withCritic = WITH_CRITIC[type];
  if (withCritic) return withCritic(critic);
  const expected = Object.keys(WITH_CRITIC).join(" or ");
  throw new ConfigError(
    `--critic is ${critic}, and --type ${type} is trained without one; expected 0, or --type ${expected}`,
  );
}
