import { closeSync, openSync } from "node:fs";
import { meanHeights } from "../../generators/recurrent-cvae/denoiser.ts";
import {
  ACCELERATION_SIZE,
  HEIGHT,
  meanSpeedOf,
  PLACEMENT_SIZE,
  POINTS,
  ROOT_POINT,
  STATE_SIZE,
  stateOf,
  velocityAt,
} from "../../generators/recurrent-cvae/motion-state.ts";
import { blockLength, CONSTANT_BLOCKS, viewBlocks } from "../../generators/recurrent-cvae/weights.ts";
import { EXTRAPOLATED_FRAMES, WINDOW_FRAMES } from "../../generators/recurrent-cvae/wiener.ts";
import { type Dataset, readStills } from "./dataset.ts";
import { mirroredPlacement } from "./sampler.ts";
import { fitWiener, SPAN, SPANNED } from "./wiener-fit.ts";

/** Spans of a large archive that are looked at: more of them tell no more. */
const SPANS = 20_000;

/** Measures the standard units of a dataset: see CONSTANT_BLOCKS. Both sides of the body count alike. */
export function measureConstants(dataset: Dataset): Float32Array {
  const values = new Float32Array(CONSTANT_BLOCKS.reduce((sum, block) => sum + blockLength(block), 0));
  const views = viewBlocks(CONSTANT_BLOCKS, values);
  views.get("length")!.set(dataset.body.length);
  views.get("shortest")!.set(dataset.body.shortest);
  views.get("longest")!.set(dataset.body.longest);
  const moments = new Spread(STATE_SIZE);
  const turns = new Spread(ACCELERATION_SIZE);
  const row = new Float32Array(STATE_SIZE);
  const before = new Float32Array(STATE_SIZE);
  const speed = views.get("maxSpeed")!;
  const [across, upright] = [new Covariance(), new Covariance()];
  const between = Math.max(
    WINDOW_FRAMES,
    Math.ceil(dataset.dances.reduce((sum, { frames }) => sum + frames, 0) / SPANS),
  );
  const heights = { least: Number.POSITIVE_INFINITY, most: 0 };
  let pace = 0;
  let count = 0;
  const velocity = (moment: Float32Array) => moment.subarray(PLACEMENT_SIZE);
  const descriptor = openSync(dataset.file, "r");
  for (const { at, frames } of dataset.dances) {
    const stills = readStills(descriptor, at, frames);
    const still = (frame: number) => stills.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
    for (let frame = 1; frame < frames; frame++) {
      stateOf(still(frame - 1), still(frame), row);
      face(row);
      if (frame > 1) turns.add(velocity(row).map((v, i) => v - velocity(before)[i]!));
      moments.add(row);
      for (let point = 0; point < POINTS; point++) {
        const v = velocityAt(point);
        speed[point] = Math.max(speed[point]!, Math.hypot(row[v]!, row[v + 1]!, row[v + 2]!));
      }
      heights.least = Math.min(heights.least, row[HEIGHT]!);
      heights.most = Math.max(heights.most, row[HEIGHT]!);
      pace += meanSpeedOf(row);
      count++;
      before.set(row);
    }
    for (let frame = WINDOW_FRAMES - 1; frame + EXTRAPOLATED_FRAMES < frames; frame += between) {
      const span = SPAN.map((after) => still(frame + after));
      for (const seen of [span, span.map(mirroredPlacement)]) {
        for (const axis of [0, 2]) across.add(alongAxis(seen, axis));
        upright.add(alongAxis(seen, 1));
      }
    }
  }
  closeSync(descriptor);
  views.get("hipHeights")!.set([heights.least, heights.most]);
  views.get("meanSpeed")![0] = pace / count;
  views.get("mean")!.set(moments.mean);
  for (const [axis, weights] of [
    ["horizontal", fitWiener(across.around(new Float32Array(POINTS)), true)],
    ["vertical", fitWiener(upright.around(meanHeights(views.get("mean")!)), false)],
  ] as const) {
    views.get(`${axis}Modes`)!.set(weights.modes);
    views.get(`${axis}Variances`)!.set(weights.variances);
    views.get(`${axis}Reconstruction`)!.set(weights.reconstruction);
  }
  views.get("scale")!.set(moments.deviation.map((deviation) => 1 / Math.max(deviation, 1e-3)));
  views.get("acceleration")!.set(turns.deviation.map((deviation) => Math.max(deviation, 1e-4)));
  return values;
}

/** Turns a moment to its own heading, in place: what the network's `faced` does for tensors. */
function face(moment: Float32Array): void {
  const x = moment[0]! + moment[3]!;
  const z = moment[2]! + moment[5]!;
  const length = Math.hypot(x, z) || 1;
  const [cos, sin] = [x / length, z / length];
  for (let at = 0; at < STATE_SIZE; at += 3) {
    const [px, pz] = [moment[at]!, moment[at + 2]!];
    moment[at] = px * cos + pz * sin;
    moment[at + 2] = pz * cos - px * sin;
  }
}

/** One axis of the stills of a span; across the floor from where the hips are in the present one. */
function alongAxis(span: readonly Float32Array[], axis: number): Float64Array {
  const origin = axis === 1 ? 0 : span[0]![3 * ROOT_POINT + axis]!;
  return Float64Array.from({ length: SPANNED }, (_, i) => {
    const point = i % POINTS;
    return span[Math.floor(i / POINTS)]![3 * point + axis]! - (point === ROOT_POINT ? origin : 0);
  });
}

/** Covariance of the numbers of a span. */
class Covariance {
  readonly #sum = new Float64Array(SPANNED);
  readonly #products = new Float64Array(SPANNED * SPANNED);
  #count = 0;

  add(row: Float64Array): void {
    this.#count++;
    for (let a = 0; a < SPANNED; a++) {
      this.#sum[a]! += row[a]!;
      for (let b = 0; b < SPANNED; b++) this.#products[a * SPANNED + b]! += row[a]! * row[b]!;
    }
  }

  /** Around what is usual, square metres, [266 * 266]. */
  around(usual: Float32Array): Float64Array {
    const mean = this.#sum.map((sum) => sum / this.#count);
    return this.#products.map((sum, i) => {
      const [a, b] = [Math.floor(i / SPANNED), i % SPANNED];
      const [of, to] = [usual[a % POINTS]!, usual[b % POINTS]!];
      return sum / this.#count - mean[a]! * to - of * mean[b]! + of * to;
    });
  }
}

/** Mean and standard deviation of each column. */
class Spread {
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(columns: number) {
    this.#sum = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
  }

  add(row: Float32Array): void {
    this.#count++;
    row.forEach((value, i) => {
      this.#sum[i]! += value;
      this.#squares[i]! += value * value;
    });
  }

  get mean(): Float64Array {
    return this.#sum.map((sum) => sum / this.#count);
  }

  get deviation(): Float64Array {
    const { mean } = this;
    return this.#squares.map((squares, i) => Math.sqrt(Math.max(0, squares / this.#count - mean[i]! ** 2)));
  }
}
