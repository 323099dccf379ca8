import { recurrentCvaeTraining } from "./recurrent-cvae/training.ts";
import type { TrainableType } from "./trainable-type.ts";
import type { TrainableName } from "./types.ts";

/** Every kind of network that can be trained: a new one is a folder beside this file, a line here and its name in types.ts. */
const TYPES: Readonly<Record<TrainableName, TrainableType>> = { "recurrent-cvae": recurrentCvaeTraining };

export const trainableType = (name: TrainableName): TrainableType => TYPES[name];
