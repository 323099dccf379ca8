import * as v from "valibot";
import type { GeneratorType } from "../../model.ts";
import { Peer } from "../peer.ts";
import { count, PEER_SIZES, type PeerSizes, peerValueCount } from "../weights.ts";
import { mixtureOutputs, sampleMixture } from "./mixture.ts";

/** `mixtures`: Gaussians that the next pose is a mixture of. */
export type MdnSizes = PeerSizes & Readonly<{ mixtures: number }>;

/**
 * The mixture-density LSTM: Bishop, "Mixture Density Networks", 1994; Graves, "Generating Sequences With Recurrent Neural
 * Networks", 2013; of dance: Crnkovic-Friis and Crnkovic-Friis, "Generative Choreography using Deep Learning"
 * (chor-rnn), ICCC 2016. The next pose is drawn from a mixture of Gaussians that the last layer tells of.
 *
 * Simplified: three layers of 120 instead of 1024, Gaussians without correlations, and bones in the body's own heading
 * instead of a sensor's joints. Temperature is that of Ha and Eck, "A Neural Representation of Sketch Drawings", 2018; at
 * 0 the likeliest Gaussian's mean is what follows.
 */
export const mdnLstm: GeneratorType<MdnSizes> = {
  type: "mdn-lstm",
  layout: 1,
  sizes: v.strictObject({ ...PEER_SIZES, mixtures: count(64) }),
  valueCount: (sizes) => peerValueCount(sizes, mixtureOutputs(sizes.mixtures)),
  open(model) {
    const { mixtures } = model.sizes;
    return new Peer(model, {
      outputs: mixtureOutputs(mixtures),
      next: (output, temperature, random) => sampleMixture(output, mixtures, temperature, random),
    });
  },
};
