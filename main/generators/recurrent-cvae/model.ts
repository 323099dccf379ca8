import type { MotionStatistics } from "./denoiser.ts";
import { blockLength, CONSTANT_BLOCKS, layerBlocks, linearLayers, type Sizes, viewBlocks } from "./layers.ts";
import type { MotionLimits } from "./plausibility.ts";

/** Type of network, and the layout of what it reads and writes: both change when network.ts or moment.ts do. */
export const MODEL_TYPE = "recurrent-cvae";
export const LAYOUT = 4;

/** A trained network: what it is called, its shape, and every number in it. */
export interface Model {
  readonly name: string;
  /** Frames a second. */
  readonly fps: number;
  readonly sizes: Sizes;
  /** Names of the archive's styles, as many as `sizes.styles`. */
  readonly styles: readonly string[];
  /** The constants, then the layers: `valueCount(sizes)` numbers. */
  readonly values: Float32Array;
}

/** How many numbers a network of these sizes is. */
export function valueCount(sizes: Sizes): number {
  const blocks = [...CONSTANT_BLOCKS, ...layerBlocks(linearLayers(sizes))];
  return blocks.reduce((sum, block) => sum + blockLength(block), 0);
}

/** Views of the constants, which begin a model's numbers. */
export function constantsIn(values: Float32Array): MotionLimits & MotionStatistics {
  return Object.fromEntries(viewBlocks(CONSTANT_BLOCKS, values)) as unknown as MotionLimits &
    MotionStatistics;
}
