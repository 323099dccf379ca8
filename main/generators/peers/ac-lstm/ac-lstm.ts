import * as v from "valibot";
import type { GeneratorType } from "../../model.ts";
import { Peer } from "../peer.ts";
import { POSE_SIZE } from "../pose.ts";
import { PEER_SIZES, type PeerSizes, peerValueCount } from "../weights.ts";

/**
 * The auto-conditioned LSTM: Zhou, Li, Xiao, He, Huang and Li, "Auto-Conditioned Recurrent Networks for Extended Complex
 * Human Motion Synthesis", ICLR 2018. The next pose is what the last layer says; what makes it live for longer than
 * others is how it is trained, see training.ts.
 *
 * Simplified: three layers of 128 instead of 1024, and bones in the body's own heading instead of joints about the hips
 * in that of the room. It has no chance: one seed has one continuation, at any temperature.
 */
export const acLstm: GeneratorType<PeerSizes> = {
  type: "ac-lstm",
  layout: 1,
  sizes: v.strictObject(PEER_SIZES),
  valueCount: (sizes) => peerValueCount(sizes, POSE_SIZE),
  open: (model) => new Peer(model, { outputs: POSE_SIZE, next: (output) => output.slice() }),
};
