import { closeSync, openSync } from "node:fs";
import { blocksLength, viewBlocks } from "../../../generators/blocks.ts";
import { POSE_SIZE, poseOf } from "../../../generators/peers/pose.ts";
import { PEER_CONSTANTS } from "../../../generators/peers/weights.ts";
import { PLACEMENT_SIZE, STATE_SIZE, stateOf } from "../../../motion/motion-state.ts";
import { measureConstants } from "../constants/constants.ts";
import { ColumnStatistics } from "../constants/statistics.ts";
import type { Dataset } from "../data/dataset.ts";
import { readPlacements } from "../data/placements.ts";

/** Nothing is taken to vary less than this: metres, metres a frame, radians. */
const LEAST_DEVIATION = 1e-3;

/** Measures the constants of a peer on a dataset: see PEER_CONSTANTS. */
export function measurePeerConstants(dataset: Dataset): Float32Array {
  const values = new Float32Array(blocksLength(PEER_CONSTANTS));
  values.set(measureConstants(dataset));
  const poses = new ColumnStatistics(POSE_SIZE);
  const state = new Float32Array(STATE_SIZE);
  const descriptor = openSync(dataset.file, "r");
  for (const { at, frames } of dataset.dances) {
    const placements = readPlacements(descriptor, at, frames);
    const placement = (frame: number) =>
      placements.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
    for (let frame = 1; frame < frames; frame++) {
      stateOf(placement(frame - 1), placement(frame), state);
      poses.add(poseOf(state));
    }
  }
  closeSync(descriptor);
  const views = viewBlocks(PEER_CONSTANTS, values);
  views.get("poseMean")!.set(poses.mean);
  views.get("poseScale")!.set(poses.deviation.map((deviation) => 1 / Math.max(deviation, LEAST_DEVIATION)));
  return values;
}
