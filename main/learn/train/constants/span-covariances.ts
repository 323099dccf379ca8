import { EXTRAPOLATED_FRAMES, WINDOW_FRAMES } from "../../../generators/recurrent-cvae/wiener.ts";
import { POINTS, ROOT_POINT } from "../../../motion/motion-state.ts";
import { mirroredPlacement } from "../../../motion/placement.ts";
import { type Dataset, frameCount } from "../data/dataset.ts";
import { Covariance } from "./statistics.ts";

/** How many frames after the present each placement of a span is: the window, newest first, then the future. */
export const SPAN: readonly number[] = Array.from(
  { length: WINDOW_FRAMES + EXTRAPOLATED_FRAMES },
  (_, placement) => (placement < WINDOW_FRAMES ? -placement : placement - WINDOW_FRAMES + 1),
);
/** Numbers of a span along one axis: the points of all of its placements. */
export const SPAN_SIZE = SPAN.length * POINTS; // 266

/** More spans than this change the covariances no further. */
const MOST_SPANS = 20_000;

/** Covariances of the spans of a dataset. Mirrored ones are counted too, so that both sides of the body are alike. */
export class SpanCovariances {
  /** Of both axes along the floor, and of the vertical one. */
  readonly horizontal = new Covariance(SPAN_SIZE);
  readonly vertical = new Covariance(SPAN_SIZE);
  /** Frames from one span to the next. */
  readonly #stride: number;

  constructor(dataset: Dataset) {
    this.#stride = Math.max(WINDOW_FRAMES, Math.ceil(frameCount(dataset) / MOST_SPANS));
  }

  /** Takes in the placements of one dance. */
  add(placements: readonly Float32Array[]): void {
    for (
      let frame = WINDOW_FRAMES - 1;
      frame + EXTRAPOLATED_FRAMES < placements.length;
      frame += this.#stride
    ) {
      const span = SPAN.map((after) => placements[frame + after]!);
      for (const each of [span, span.map(mirroredPlacement)]) {
        for (const axis of [0, 2]) this.horizontal.add(alongAxis(each, axis));
        this.vertical.add(alongAxis(each, 1));
      }
    }
  }
}

/** One axis of the placements of a span; along the floor with the present place of the hips as the origin. */
function alongAxis(span: readonly Float32Array[], axis: number): Float64Array {
  const origin = axis === 1 ? 0 : span[0]![3 * ROOT_POINT + axis]!;
  return Float64Array.from({ length: SPAN_SIZE }, (_, i) => {
    const point = i % POINTS;
    return span[Math.floor(i / POINTS)]![3 * point + axis]! - (point === ROOT_POINT ? origin : 0);
  });
}
