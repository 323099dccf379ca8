import * as v from "valibot";
import { type Block, blocksLength, type LayerShapes, layerBlocks, viewBlocks } from "../blocks.ts";
import { CONSTANT_BLOCKS } from "../recurrent-cvae/weights.ts";
import { lstmShapes } from "./lstm.ts";
import { POSE_SIZE } from "./pose.ts";

export const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** What every peer's network is made of: LSTM layers, and a last one whose outputs are the next pose, or tell of it. */
export const PEER_SIZES = { hidden: count(4096), layers: count(8) };

export type PeerSizes = Readonly<{ hidden: number; layers: number }>;

/** What the shipped generator measures of an archive too, then mean and 1 / standard deviation of a pose. */
export const PEER_CONSTANTS = [
  ...CONSTANT_BLOCKS,
  { name: "poseMean", shape: [POSE_SIZE] },
  { name: "poseScale", shape: [POSE_SIZE] },
] as const satisfies readonly Block[];

export function peerLayers({ hidden, layers }: PeerSizes, outputs: number): LayerShapes {
  return { ...lstmShapes(POSE_SIZE, hidden, layers), output: [hidden, outputs] };
}

/** How many numbers a model has. */
export const peerValueCount = (sizes: PeerSizes, outputs: number): number =>
  blocksLength([...PEER_CONSTANTS, ...layerBlocks(peerLayers(sizes, outputs))]);

export interface PoseUnits {
  /** Of each number of a pose, [58]. */
  readonly poseMean: Float32Array;
  readonly poseScale: Float32Array;
}

/** @param values that begin with PEER_CONSTANTS. */
export const poseUnitsIn = (values: Float32Array): PoseUnits =>
  Object.fromEntries(viewBlocks(PEER_CONSTANTS, values)) as unknown as PoseUnits;

/** The pose in standard units, in place. */
export function toUnits(pose: Float32Array, { poseMean, poseScale }: PoseUnits): Float32Array {
  for (let i = 0; i < POSE_SIZE; i++) pose[i] = (pose[i]! - poseMean[i]!) * poseScale[i]!;
  return pose;
}

/** The inverse, as a pose of its own. */
export const fromUnits = (pose: Float32Array, { poseMean, poseScale }: PoseUnits): Float32Array =>
  pose.map((value, i) => value / poseScale[i]! + poseMean[i]!);
