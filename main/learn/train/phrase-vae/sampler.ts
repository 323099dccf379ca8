import { openSync } from "node:fs";
import { rowsOf } from "../../../generators/phrase-vae/phrase-rows.ts";
import { FRAME_SIZE, type Sizes } from "../../../generators/phrase-vae/weights.ts";
import { toAdult } from "../../../motion/moments/adult.ts";
import { frameOfPlacement, placementOf } from "../../../motion/placement.ts";
import { gaussian, type Random } from "../../../motion/random.ts";
import { withCameraNoise } from "../data/camera-noise.ts";
import type { Dataset } from "../data/dataset.ts";
import { drawDance } from "../data/draw-dance.ts";
import { drawWindow, sourceFramesFor } from "../data/window.ts";
import { SEGMENTS } from "./schedule.ts";

/** Share of phrases that are read through a camera, and written as they were danced. */
const CAMERA_NOISE = 0.5;

/** A dataset whose file is open for reading. */
export interface OpenDataset extends Dataset {
  readonly descriptor: number;
}

export interface Batch {
  readonly size: number;
  /** What is read, and what should be written, [size * frames * 58]. */
  readonly seen: Float32Array;
  readonly danced: Float32Array;
  /** Standard normal, [size * segments * latent]. */
  readonly epsilon: Float32Array;
}

export const openDataset = (dataset: Dataset): OpenDataset => ({
  ...dataset,
  descriptor: openSync(dataset.file, "r"),
});

/** Frames that a dance needs to be drawn from. */
export const framesNeeded = ({ segment }: Pick<Sizes, "segment">): number =>
  sourceFramesFor(SEGMENTS * segment);

/** Draws phrases as `drawDance` draws dances, warped in time and mirrored as windows are. */
export function drawBatch(
  archive: OpenDataset,
  { segment, latent }: Sizes,
  size: number,
  random: Random,
): Batch {
  const frames = SEGMENTS * segment;
  const seen = new Float32Array(size * frames * FRAME_SIZE);
  const danced = new Float32Array(seen.length);
  for (let row = 0; row < size; row++) {
    const dance = drawDance(archive, framesNeeded({ segment }), random);
    const placements = drawWindow(archive.descriptor, dance, frames, random).map((placement) =>
      asAdult(placement, archive),
    );
    const clean = rowsOf(placements, archive.fps);
    danced.set(clean, row * clean.length);
    const noisy = random() < CAMERA_NOISE ? seenByCamera(placements, archive.fps, random) : placements;
    seen.set(noisy === placements ? clean : rowsOf(noisy, archive.fps), row * clean.length);
  }
  const epsilon = Float32Array.from({ length: size * SEGMENTS * latent }, () => gaussian(random));
  return { size, seen, danced, epsilon };
}

/** A placement of the archive's standard body, on that of an adult. */
export function asAdult(placement: Float32Array, { body }: Pick<Dataset, "body">): Float32Array {
  const adult = placement.slice();
  toAdult(adult, body.length);
  return adult;
}

function seenByCamera(
  placements: readonly Float32Array[],
  fps: number,
  random: Random,
): readonly Float32Array[] {
  const frames = placements.map(frameOfPlacement);
  return withCameraNoise(frames, fps, random(), 2 * Math.PI * random(), random).map((frame) =>
    placementOf(frame),
  );
}
