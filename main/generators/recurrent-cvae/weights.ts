import * as v from "valibot";
import { BONE_COUNT } from "../../motion/bones.ts";
import { ACCELERATION_SIZE, FEATURE_SIZE, POINTS, STATE_SIZE } from "../../motion/motion-state.ts";
import { type Block, blocksLength, type LayerShapes, layerBlocks, viewBlocks } from "../blocks.ts";
import type { MotionStatistics } from "./denoiser.ts";
import { HEARD_SIZE } from "./heard.ts";
import type { MotionLimits } from "./plausibility.ts";
import { ESTIMATE_VALUES, WINDOW_VALUES } from "./wiener.ts";

/*
 * The numbers of a model, one block after the other: the constants, then matrix and bias of each layer. Every offset
 * follows from the sizes.
 */

/** Changes when the numbers mean something else: models of another layout are refused. */
export const LAYOUT = 4;

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** `sizes` of the manifest: everything about the network's shape that its maker may choose. */
export const SizesSchema = v.strictObject({
  hidden: count(4096),
  latent: count(1024),
  code: count(1024),
  refine: count(4096),
  prior: count(4096),
  decoder: count(4096),
  /** Frames that one latent decides. */
  segment: count(240),
  /** Styles of the training takes. */
  styles: count(1024),
  /** Of what hears the beat; a model that says nothing of it, or 0, is deaf. */
  hearing: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4096)), 0),
});

export type Sizes = Readonly<v.InferOutput<typeof SizesSchema>>;

/** States of the future that the posterior reads. */
export const FUTURE_SAMPLES = 4;

/** What prior, decoder and hearing are all given. */
const conditionSize = ({ hidden, code, styles }: Sizes): number => hidden + FEATURE_SIZE + code + styles;

/** Inputs and outputs of every linear layer of the dance. */
export function danceLayers(sizes: Sizes): LayerShapes {
  const { hidden: H, latent, code, refine, prior, decoder, styles } = sizes;
  const condition = conditionSize(sizes);
  return {
    "low.input": [FEATURE_SIZE, 3 * H],
    "low.back": [H, 3 * H],
    "high.input": [H, 3 * H],
    "high.back": [H, 3 * H],
    "refine.in": [H + FEATURE_SIZE, refine],
    "refine.out": [refine, STATE_SIZE],
    code: [H, code],
    style: [code, styles],
    "prior.in": [condition, prior],
    "prior.out": [prior, 2 * latent],
    "decoder.in": [condition + latent + 1, decoder],
    "decoder.out": [decoder, ACCELERATION_SIZE],
  };
}

/** And of those that hear: none in a model that is deaf. */
export function hearingLayers(sizes: Sizes): LayerShapes {
  const { hearing, latent } = sizes;
  if (hearing === 0) return {};
  return {
    "hearing.in": [conditionSize(sizes) + latent + 1 + HEARD_SIZE, hearing],
    "hearing.out": [hearing, POINTS],
  };
}

/** All that a model has; those that hear come last. */
export const linearLayers = (sizes: Sizes): LayerShapes => ({
  ...danceLayers(sizes),
  ...hearingLayers(sizes),
});

/** The layers that exist only while training. */
export function trainingLayers(sizes: Sizes): LayerShapes {
  const { hidden: H, latent, prior } = sizes;
  return {
    "posterior.in": [H + FEATURE_SIZE + FUTURE_SAMPLES * STATE_SIZE, prior],
    "posterior.out": [prior, 2 * latent],
  };
}

/** Standard units, standard body and statistics of motion: measured on the training data, never learnt. */
export const CONSTANT_BLOCKS = [
  // Mean and 1 / standard deviation of a state in its own heading.
  { name: "mean", shape: [STATE_SIZE] },
  { name: "scale", shape: [STATE_SIZE] },
  // Standard deviation of the acceleration, metres a frame.
  { name: "acceleration", shape: [ACCELERATION_SIZE] },
  // See StandardBody.
  { name: "length", shape: [BONE_COUNT] },
  { name: "shortest", shape: [BONE_COUNT] },
  { name: "longest", shape: [BONE_COUNT] },
  // See MotionLimits.
  { name: "maxSpeed", shape: [POINTS] },
  { name: "hipHeights", shape: [2] },
  { name: "meanSpeed", shape: [1] },
  // The filters of an axis of the floor and of the vertical one, see WienerWeights.
  { name: "horizontalModes", shape: [WINDOW_VALUES, WINDOW_VALUES] },
  { name: "horizontalVariances", shape: [WINDOW_VALUES] },
  { name: "horizontalReconstruction", shape: [ESTIMATE_VALUES, WINDOW_VALUES] },
  { name: "verticalModes", shape: [WINDOW_VALUES, WINDOW_VALUES] },
  { name: "verticalVariances", shape: [WINDOW_VALUES] },
  { name: "verticalReconstruction", shape: [ESTIMATE_VALUES, WINDOW_VALUES] },
] as const satisfies readonly Block[];

/** How many numbers a model of these sizes has. */
export const valueCount = (sizes: Sizes): number =>
  blocksLength([...CONSTANT_BLOCKS, ...layerBlocks(linearLayers(sizes))]);

/** Views of the constants, which come first. */
export function constantsIn(values: Float32Array): MotionLimits & MotionStatistics {
  return Object.fromEntries(viewBlocks(CONSTANT_BLOCKS, values)) as unknown as MotionLimits &
    MotionStatistics;
}
