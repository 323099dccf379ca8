import { closeSync } from "node:fs";
import { blocksLength, viewBlocks } from "../../../generators/blocks.ts";
import { rowsOf } from "../../../generators/phrase-vae/phrase-rows.ts";
import { CONSTANT_BLOCKS, FRAME_SIZE } from "../../../generators/phrase-vae/weights.ts";
import { PLACEMENT_SIZE } from "../../../motion/motion-state.ts";
import { mirroredPlacement } from "../../../motion/placement.ts";
import { ColumnStatistics } from "../constants/statistics.ts";
import type { Dataset } from "../data/dataset.ts";
import { readPlacements } from "../data/placements.ts";
import { asAdult, openDataset } from "./sampler.ts";

/** What is added to every standard deviation, metres. */
const LEAST_DEVIATION = 0.02;

/** Measures the constants of a model on a dataset, and on it in a mirror, as windows are drawn: see CONSTANT_BLOCKS. */
export function measureConstants(dataset: Dataset): Float32Array {
  const { descriptor } = openDataset(dataset);
  const columns = new ColumnStatistics(FRAME_SIZE);
  for (const { at, frames } of dataset.dances) {
    if (frames < 2) continue;
    const values = readPlacements(descriptor, at, frames);
    const own = Array.from({ length: frames }, (_, frame) =>
      asAdult(values.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE), dataset),
    );
    for (const placements of [own, own.map(mirroredPlacement)]) {
      const rows = rowsOf(placements, dataset.fps);
      for (let row = 0; row < rows.length; row += FRAME_SIZE)
        columns.add(rows.subarray(row, row + FRAME_SIZE));
    }
  }
  closeSync(descriptor);
  const values = new Float32Array(blocksLength(CONSTANT_BLOCKS));
  const views = viewBlocks(CONSTANT_BLOCKS, values);
  views.get("mean")!.set(columns.mean);
  views.get("scale")!.set(columns.deviation.map((deviation) => 1 / (deviation + LEAST_DEVIATION)));
  return values;
}
