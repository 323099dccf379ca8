import * as v from "valibot";
import { blocksLength, type LayerShapes, layerBlocks } from "../blocks.ts";
import { POSE_SIZE } from "../peers/pose.ts";
import { count, PEER_CONSTANTS } from "../peers/weights.ts";
import { HEARD_COLUMNS } from "./music-window.ts";

/*
 * The numbers of a model, one block after the other: the constants of a peer, then matrix and bias of each layer. Every
 * offset follows from the sizes.
 */

/** Changes when the numbers mean something else: models of another layout are refused. */
export const LAYOUT = 1;

/** `sizes` of the manifest. */
export const SizesSchema = v.pipe(
  v.strictObject({
    /** Numbers of a token, attention heads that share them, and numbers between the two layers that follow attention. */
    hidden: count(4096),
    heads: count(64),
    intermediate: count(16_384),
    motionLayers: count(64),
    audioLayers: count(64),
    crossLayers: count(64),
    /** Frames of the seed; of the music, half of them before the moment and half after it; and those predicted at once. */
    seed: count(480),
    heard: v.pipe(count(960), v.multipleOf(2)),
    future: count(240),
    /** Frames of a token of the seed and of what follows it, and of a token of the music. */
    patch: count(60),
    heardPatch: count(60),
    /** Numbers of a frame of music. */
    audio: count(256),
    /** Numbers of the latent that chance is drawn as; 0 has no chance, as in the paper. */
    latent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1024)),
  }),
  v.check(({ hidden, heads }) => hidden % heads === 0, "hidden is no multiple of heads"),
  v.check(
    ({ seed, future, patch, heard, heardPatch }) =>
      seed % patch === 0 && future % patch === 0 && heard % heardPatch === 0,
    "seed and future are no multiples of patch, or heard is none of heardPatch",
  ),
  v.check(
    ({ seed, future, patch, heard, heardPatch }) => future / patch <= seed / patch + heard / heardPatch,
    "future has more tokens than seed and heard",
  ),
);

export type Sizes = Readonly<v.InferOutput<typeof SizesSchema>>;

/** Small enough to be trained on one core, and to dance live on it: a token is several frames, not one. */
export const SMALL: Sizes = {
  ...{ hidden: 80, heads: 4, intermediate: 128, motionLayers: 2, audioLayers: 2, crossLayers: 4 },
  ...{ seed: 60, heard: 120, future: 20, patch: 4, heardPatch: 8, audio: HEARD_COLUMNS, latent: 24 },
};

/** Those of the paper, whose frames are 60 a second. */
export const PUBLISHED: Sizes = {
  ...{ hidden: 800, heads: 10, intermediate: 3072, motionLayers: 2, audioLayers: 2, crossLayers: 12 },
  ...{ seed: 120, heard: 240, future: 20, patch: 1, heardPatch: 1, audio: HEARD_COLUMNS, latent: 0 },
};

/** The transformers, and how many layers each has. */
export const transformersOf = ({ motionLayers, audioLayers, crossLayers }: Sizes) =>
  ({ motion: motionLayers, audio: audioLayers, cross: crossLayers }) as const;

/** How many tokens each of them reads. */
export function tokensOf({ seed, heard, patch, heardPatch }: Sizes) {
  const [motion, audio] = [seed / patch, heard / heardPatch];
  return { motion, audio, cross: motion + audio };
}

/** The layers of one transformer layer: those that add to what they are given, too. */
export const layersOf = (transformer: string, layer: number) => {
  const name = `${transformer}.${layer}`;
  return { heads: `${name}.heads`, joined: `${name}.joined`, wide: `${name}.wide`, narrow: `${name}.narrow` };
};

/** Inputs and outputs of every linear layer. */
export function linearLayers(sizes: Sizes): LayerShapes {
  const { hidden: H, intermediate, patch, heardPatch, audio, latent } = sizes;
  const tokens = tokensOf(sizes);
  const transformers = Object.entries(transformersOf(sizes)).flatMap(([transformer, layers]) =>
    Array.from({ length: layers }, (_, layer) => {
      const { heads, joined, wide, narrow } = layersOf(transformer, layer);
      return Object.entries({
        [heads]: [H, 3 * H],
        [joined]: [H, H],
        [wide]: [H, intermediate],
        [narrow]: [intermediate, H],
      } as LayerShapes);
    }),
  );
  return {
    "motion.read": [patch * POSE_SIZE, H],
    "audio.read": [heardPatch * audio, H],
    "motion.position": [tokens.motion, H],
    "audio.position": [tokens.audio, H],
    "cross.position": [tokens.cross, H],
    ...Object.fromEntries(transformers.flat()),
    ...(latent > 0 && { prior: [H, 2 * latent] as const }),
    "future.wide": [H + patch * audio + latent, intermediate],
    "future.narrow": [intermediate, patch * POSE_SIZE],
  };
}

/** The layers that exist only while training: none where there is no chance. */
export function trainingLayers({ hidden, intermediate, future, latent }: Sizes): LayerShapes {
  if (latent === 0) return {};
  return {
    "posterior.wide": [future * POSE_SIZE + hidden, intermediate],
    "posterior.narrow": [intermediate, 2 * latent],
  };
}

/** How many numbers a model of these sizes has. */
export const valueCount = (sizes: Sizes): number =>
  blocksLength([...PEER_CONSTANTS, ...layerBlocks(linearLayers(sizes))]);
