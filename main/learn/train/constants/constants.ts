import { closeSync, openSync } from "node:fs";
import { blocksLength, viewBlocks } from "../../../generators/blocks.ts";
import { meanHeights } from "../../../generators/recurrent-cvae/denoiser.ts";
import { CONSTANT_BLOCKS } from "../../../generators/recurrent-cvae/weights.ts";
import { faceForward, headingAcross } from "../../../motion/heading.ts";
import {
  ACCELERATION_SIZE,
  HEIGHT,
  meanSpeedOf,
  PLACEMENT_SIZE,
  POINTS,
  STATE_SIZE,
  stateOf,
  velocityAt,
} from "../../../motion/motion-state.ts";
import type { Dataset } from "../data/dataset.ts";
import { readPlacements } from "../data/placements.ts";
import { SpanCovariances } from "./span-covariances.ts";
import { ColumnStatistics } from "./statistics.ts";
import { fitWiener } from "./wiener-fit.ts";

/** Measures the constants of a model on a dataset: see CONSTANT_BLOCKS. */
export function measureConstants(dataset: Dataset): Float32Array {
  const values = new Float32Array(blocksLength(CONSTANT_BLOCKS));
  const views = viewBlocks(CONSTANT_BLOCKS, values);
  const motion = new MotionRanges(views.get("maxSpeed")!);
  const spans = new SpanCovariances(dataset);
  const descriptor = openSync(dataset.file, "r");
  for (const { at, frames } of dataset.dances) {
    const placements = readPlacements(descriptor, at, frames);
    const each = Array.from({ length: frames }, (_, frame) =>
      placements.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE),
    );
    motion.add(each);
    spans.add(each);
  }
  closeSync(descriptor);

  const { body } = dataset;
  views.get("length")!.set(body.length);
  views.get("shortest")!.set(body.shortest);
  views.get("longest")!.set(body.longest);
  views.get("hipHeights")!.set([motion.lowest, motion.highest]);
  views.get("meanSpeed")![0] = motion.meanSpeed;
  const { states, accelerations } = motion;
  views.get("mean")!.set(states.mean);
  views.get("scale")!.set(states.deviation.map((deviation) => 1 / Math.max(deviation, 1e-3)));
  views.get("acceleration")!.set(accelerations.deviation.map((deviation) => Math.max(deviation, 1e-4)));
  const horizontal = fitWiener(spans.horizontal.around(new Float32Array(POINTS)), true);
  const vertical = fitWiener(spans.vertical.around(meanHeights(views.get("mean")!)), false);
  for (const [axis, weights] of Object.entries({ horizontal, vertical })) {
    views.get(`${axis}Modes`)!.set(weights.modes);
    views.get(`${axis}Variances`)!.set(weights.variances);
    views.get(`${axis}Reconstruction`)!.set(weights.reconstruction);
  }
  return values;
}

/** How the standard body moves in the dances, seen from its own heading. */
class MotionRanges {
  readonly states = new ColumnStatistics(STATE_SIZE);
  readonly accelerations = new ColumnStatistics(ACCELERATION_SIZE);
  /** Highest speed of each point, metres a frame, [19]. */
  readonly #speed: Float32Array;
  /** Of the hips, metres. */
  lowest = Number.POSITIVE_INFINITY;
  highest = 0;
  #speedSum = 0;
  #count = 0;

  /** @param speed is filled with the highest speeds. */
  constructor(speed: Float32Array) {
    this.#speed = speed;
  }

  /** Of the joints, metres a frame. */
  get meanSpeed(): number {
    return this.#speedSum / this.#count;
  }

  /** Takes in the placements of one dance. */
  add(placements: readonly Float32Array[]): void {
    const state = new Float32Array(STATE_SIZE);
    const before = new Float32Array(STATE_SIZE);
    const velocity = (of: Float32Array) => of.subarray(PLACEMENT_SIZE);
    for (let frame = 1; frame < placements.length; frame++) {
      stateOf(placements[frame - 1]!, placements[frame]!, state);
      // What `Network.normalise` does for tensors.
      faceForward(state, headingAcross(state[0]! + state[3]!, state[2]! + state[5]!), state);
      if (frame > 1) this.accelerations.add(velocity(state).map((v, i) => v - velocity(before)[i]!));
      this.states.add(state);
      for (let point = 0; point < POINTS; point++) {
        const v = velocityAt(point);
        this.#speed[point] = Math.max(
          this.#speed[point]!,
          Math.hypot(state[v]!, state[v + 1]!, state[v + 2]!),
        );
      }
      this.lowest = Math.min(this.lowest, state[HEIGHT]!);
      this.highest = Math.max(this.highest, state[HEIGHT]!);
      this.#speedSum += meanSpeedOf(state);
      this.#count++;
      before.set(state);
    }
  }
}
