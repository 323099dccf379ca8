import * as v from "valibot";
import type { GeneratorType } from "../../model.ts";
import { Peer } from "../peer.ts";
import { POSE_SIZE } from "../pose.ts";
import { PEER_SIZES, type PeerSizes, peerValueCount } from "../weights.ts";

/**
 * The recurrent decoder of Dance Revolution: Huang, Hu, Wu, Sawada, Zhang and Jiang, "Dance Revolution: Long-Term Dance
 * Generation with Music via Curriculum Learning", ICLR 2021. It too says the next pose outright; in training the part
 * that it dances on its own grows from epoch to epoch, see training.ts.
 *
 * Simplified: no music, so that nothing of its encoder is left, three layers of 128 instead of 1024, sequences of 100
 * frames instead of 900, and bones in the body's own heading instead of joints in the picture. It has no chance.
 */
export const danceRevolution: GeneratorType<PeerSizes> = {
  type: "dance-revolution",
  layout: 1,
  sizes: v.strictObject(PEER_SIZES),
  valueCount: (sizes) => peerValueCount(sizes, POSE_SIZE),
  open: (model) => new Peer(model, { outputs: POSE_SIZE, next: (output) => output.slice() }),
};
