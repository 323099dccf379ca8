import { openSync } from "node:fs";
import { POSE_SIZE, poseOf } from "../../../generators/peers/pose.ts";
import { type PoseUnits, poseUnitsIn, toUnits } from "../../../generators/peers/weights.ts";
import { STATE_SIZE, stateOf } from "../../../motion/motion-state.ts";
import type { Random } from "../../../motion/random.ts";
import type { Dataset } from "../data/dataset.ts";
import { drawDance } from "../data/draw-dance.ts";
import { drawWindow, sourceFramesFor } from "../data/window.ts";

/** Frames of a sequence, whose last one is only predicted. */
export const SEQUENCE = 101;

/** Frames that a dance needs to be drawn from: the first pose needs one before it. */
export const FRAMES_NEEDED = sourceFramesFor(SEQUENCE + 1);

/** Draws sequences of poses in standard units: of each frame the poses of all rows, [101] times [size x 58]. */
export class PoseSequences {
  readonly #dataset: Dataset;
  readonly #descriptor: number;
  readonly #units: PoseUnits;

  constructor(dataset: Dataset, constants: Float32Array) {
    this.#dataset = dataset;
    this.#descriptor = openSync(dataset.file, "r");
    this.#units = poseUnitsIn(constants);
  }

  draw(size: number, random: Random): readonly Float32Array[] {
    const frames = Array.from({ length: SEQUENCE }, () => new Float32Array(size * POSE_SIZE));
    const state = new Float32Array(STATE_SIZE);
    for (let row = 0; row < size; row++) {
      const dance = drawDance(this.#dataset, FRAMES_NEEDED, random);
      const placements = drawWindow(this.#descriptor, dance, SEQUENCE + 1, random);
      frames.forEach((poses, frame) => {
        stateOf(placements[frame]!, placements[frame + 1]!, state);
        toUnits(poseOf(state, poses.subarray(row * POSE_SIZE, (row + 1) * POSE_SIZE)), this.#units);
      });
    }
    return frames;
  }
}
