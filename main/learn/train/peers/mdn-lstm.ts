import { mdnLstm } from "../../../generators/peers/mdn-lstm/mdn-lstm.ts";
import { mixtureOutputs, negativeLogLikelihood } from "../../../generators/peers/mdn-lstm/mixture.ts";
import { peerTraining } from "./peer-training.ts";
import { SEQUENCE } from "./pose-sequences.ts";

/** Teacher forcing alone, and the negative log-likelihood of the next pose. */
export const mdnLstmTraining = peerTraining({
  generator: mdnLstm,
  sizes: { hidden: 120, layers: 3, mixtures: 4 },
  loss: "negative log-likelihood, nats a pose",
  outputs: ({ mixtures }) => mixtureOutputs(mixtures),
  run: () => ({ given: SEQUENCE, own: 0 }),
  lossOf: (outputs, poses, { mixtures }) => negativeLogLikelihood(outputs, poses, mixtures),
});
