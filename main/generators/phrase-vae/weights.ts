import * as v from "valibot";
import { COMPARED } from "../../motion/patches/phrase-track.ts";
import { type Block, blocksLength, type LayerShapes, layerBlocks } from "../blocks.ts";

/*
 * The numbers of a model, one block after the other: the constants, then matrix and bias of each layer. Every offset
 * follows from the sizes.
 */

/** Changes when the numbers mean something else: models of another layout are refused. */
export const LAYOUT = 1;

/** Numbers of a frame: what is compared of a phrase's track, see phrase-track.ts. */
export const FRAME_SIZE = COMPARED; // 58
/** Frames that are read at once, and written at once twice over: what is written next overlaps by half. */
export const PATCH = 4;

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** `sizes` of the manifest. */
export const SizesSchema = v.strictObject({
  hidden: count(1024),
  latent: count(1024),
  /** Frames that one latent decides. */
  segment: v.pipe(count(240), v.multipleOf(PATCH)),
});

export type Sizes = Readonly<v.InferOutput<typeof SizesSchema>>;

/** Residual blocks: at the rate of patches and at that of segments, of encoder and decoder. */
export const BLOCKS = [1, 2] as const;

function residual(name: string, hidden: number): LayerShapes {
  return Object.fromEntries(
    BLOCKS.flatMap((block) => [
      [`${name}.${block}.in`, [3 * hidden, hidden]],
      [`${name}.${block}.out`, [hidden, hidden]],
    ]),
  );
}

/** Inputs and outputs of every linear layer. */
export function linearLayers({ hidden, latent, segment }: Sizes): LayerShapes {
  const ofSegment = (segment / PATCH) * hidden;
  return {
    read: [PATCH * FRAME_SIZE, hidden],
    ...residual("encoder.patches", hidden),
    down: [ofSegment, hidden],
    ...residual("encoder.segments", hidden),
    posterior: [hidden, 2 * latent],
    latent: [latent, hidden],
    ...residual("decoder.segments", hidden),
    up: [hidden, ofSegment],
    ...residual("decoder.patches", hidden),
    write: [hidden, 2 * PATCH * FRAME_SIZE],
  };
}

/** Standard units of a frame's numbers: mean, and 1 / (standard deviation + 2 cm), so that what hardly moves stays small. */
export const CONSTANT_BLOCKS = [
  { name: "mean", shape: [FRAME_SIZE] },
  { name: "scale", shape: [FRAME_SIZE] },
] as const satisfies readonly Block[];

/** How many numbers a model of these sizes has. */
export const valueCount = (sizes: Sizes): number =>
  blocksLength([...CONSTANT_BLOCKS, ...layerBlocks(linearLayers(sizes))]);
