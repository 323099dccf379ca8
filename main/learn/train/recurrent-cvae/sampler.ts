import { openSync } from "node:fs";
import {
  type DancerState,
  initialDancerState,
  noiseLevelOf,
} from "../../../generators/recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../../../generators/recurrent-cvae/denoiser.ts";
import { observeFrame } from "../../../generators/recurrent-cvae/observation.ts";
import { constantsIn, type Sizes } from "../../../generators/recurrent-cvae/weights.ts";
import { STATE_SIZE, stateOf } from "../../../motion/motion-state.ts";
import { frameOfPlacement } from "../../../motion/placement.ts";
import { gaussian, type Random } from "../../../motion/random.ts";
import { withMixedBody } from "../data/body-mixing.ts";
import { withCameraNoise } from "../data/camera-noise.ts";
import type { Dance, Dataset } from "../data/dataset.ts";
import { drawDance } from "../data/draw-dance.ts";
import { drawWindow, sourceFramesFor } from "../data/window.ts";
import { type Batch, type BatchShape, GRADIENT_FRAMES } from "./batch.ts";

/** Share of rows with camera noise. */
const CAMERA_NOISE = 0.5;
/** Share of rows whose hidden state is reset somewhere, but not in the last of the observed frames. */
const RESET = 0.3;
const LEAST_AFTER_RESET = 4;
const SWAP_CODE = 0.5;
const SWAP_HIDDEN = 0.15;
const STYLE_GIVEN = 0.5;
/** Of eight rows, three with the prior's mean, three with posterior samples and two with prior samples. */
const LATENTS = ["mean", "mean", "mean", "posterior", "posterior", "posterior", "sample", "sample"] as const;

/** A dataset whose file is open for reading. */
export interface OpenDataset extends Dataset {
  readonly descriptor: number;
  readonly denoiser: Denoiser;
  /** Of the archive's joints, metres a frame, [1]. */
  readonly meanSpeed: Float32Array;
}

/** @param constants as measureConstants found them. */
export function openDataset(dataset: Dataset, constants: Float32Array): OpenDataset {
  const descriptor = openSync(dataset.file, "r");
  const statistics = constantsIn(constants);
  return { ...dataset, descriptor, denoiser: new Denoiser(statistics), meanSpeed: statistics.meanSpeed };
}

/** Frames that a dance needs to be drawn from. */
export function framesNeeded({ observedFrames, horizon }: BatchShape, segment: number): number {
  return sourceFramesFor(observedFrames + horizon + segment + 1);
}

/**
 * Draws windows. Rows i and i + size / 2 are from the same take.
 * @param firstRow of these rows in the whole batch, of which they may be a shard.
 */
export function drawBatch(
  archive: OpenDataset,
  sizes: Sizes,
  shape: BatchShape,
  random: Random,
  firstRow = 0,
): Batch {
  const { size, observedFrames, horizon } = shape;
  const { segment, styles, latent } = sizes;
  const futureFrames = horizon + segment;
  const observed = new Float32Array(observedFrames * size * STATE_SIZE);
  const noiseLevel = new Float32Array(observedFrames * size);
  const clean = new Float32Array((GRADIENT_FRAMES - 1) * size * STATE_SIZE);
  const future = new Float32Array(futureFrames * size * STATE_SIZE);
  const half = size / 2;
  const needed = framesNeeded(shape, segment);
  const dances = Array.from({ length: half }, () => drawDance(archive, needed, random));
  for (let row = 0; row < size; row++) {
    const frames = observedFrames + futureFrames + 1;
    const draw = (dance: Dance) => drawWindow(archive.descriptor, dance, frames, random);
    const another = () => draw(drawDance(archive, needed, random));
    const placements = withMixedBody(draw(dances[row % half]!), another, random);
    putStates(placements.slice(observedFrames), future, row, size);
    const seen = placements.slice(0, observedFrames + 1);
    putStates(seen.slice(-GRADIENT_FRAMES), clean, row, size);
    if (random() < CAMERA_NOISE) {
      observeNoisy(archive, seen, random).forEach((dancer, frame) => {
        observed.set(dancer.motionState, (frame * size + row) * STATE_SIZE);
        noiseLevel[frame * size + row] = noiseLevelOf(dancer);
      });
    } else putStates(seen, observed, row, size);
  }
  const perRow = (value: (row: number) => number) =>
    Float32Array.from({ length: size }, (_, row) => value(row));
  const chosen = (share: number) => perRow(() => (random() < share ? 1 : 0));
  const resetAfter = Int32Array.from({ length: size }, () =>
    random() < RESET ? Math.floor(random() * (observedFrames - LEAST_AFTER_RESET)) : -1,
  );
  const swapCode = chosen(SWAP_CODE);
  const swapHidden = chosen(SWAP_HIDDEN);
  const style = Float32Array.from({ length: size * styles }, (_, i) =>
    dances[Math.floor(i / styles) % half]!.style === i % styles ? 1 : 0,
  );
  const styleGiven = chosen(STYLE_GIVEN);
  const latentOf = (row: number) => LATENTS[(firstRow + row) % LATENTS.length];
  const priorMean = perRow((row) => (latentOf(row) === "mean" ? 1 : 0));
  const priorSample = perRow((row) => (latentOf(row) === "sample" ? 1 : 0));
  const segments = Math.ceil(horizon / segment);
  const epsilon = Float32Array.from({ length: segments * size * latent }, () => gaussian(random));
  return {
    ...shape,
    ...{ observed, noiseLevel, clean, future, resetAfter, swapCode, swapHidden },
    ...{ style, styleGiven, priorMean, priorSample, epsilon },
  };
}

/** The states from each placement to the next, as one row of a batch. */
function putStates(placements: readonly Float32Array[], out: Float32Array, row: number, size: number): void {
  for (let frame = 0; frame + 1 < placements.length; frame++)
    stateOf(placements[frame]!, placements[frame + 1]!, out, (frame * size + row) * STATE_SIZE);
}

/** The same dance as a generator observes it in live use, through a camera of random quality and direction. */
function observeNoisy(
  { fps, body, denoiser, meanSpeed }: OpenDataset,
  placements: readonly Float32Array[],
  random: Random,
): readonly DancerState[] {
  const model = { ...body, denoiser, meanSpeed };
  const danced = placements.map(frameOfPlacement);
  // The square root draws poor cameras more often than good ones.
  const noisy = withCameraNoise(danced, fps, Math.sqrt(random()), 2 * Math.PI * random(), random);
  let dancer = initialDancerState();
  return noisy
    .map((frame) => {
      dancer = observeFrame(dancer, frame, model);
      return dancer;
    })
    .slice(1);
}
