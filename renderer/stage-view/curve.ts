import type { StrokeBuffer } from "./stroke-buffer.ts";

/** Numbers a point of a curve: x, y, radius, light, velocity x and y. Picture heights; light 0..1 and above; metres a second. */
export const POINT = 6;
/** And of a sample besides: the unit normal of the curve there, and the way along the curve, in control points. */
export const SAMPLE = 9;

const MOST_POINTS = 16;
/** How far a line runs on in the direction in which it passed a joint: 0 leaves corners, 1 swings wide. */
const SWING = 0.9;

/**
 * A line through a few joints, bent softly at each, that knows its width and light everywhere.
 * Made once and filled again for every figure and frame.
 */
export class Curve {
  readonly points = new Float32Array(MOST_POINTS * POINT);
  readonly samples: Float32Array;
  readonly #perSegment: number;
  readonly #lengths = new Float32Array(MOST_POINTS);
  readonly #tangents = new Float32Array(2 * MOST_POINTS);
  pointCount = 0;
  sampleCount = 0;

  /** @param perSegment samples from one control point to the next */
  constructor(perSegment: number) {
    this.#perSegment = perSegment;
    this.samples = new Float32Array(((MOST_POINTS - 1) * perSegment + 1) * SAMPLE);
  }

  clear(): void {
    this.pointCount = 0;
    this.sampleCount = 0;
  }

  add(x: number, y: number, radius: number, light: number, vx = 0, vy = 0): void {
    const at = this.pointCount++ * POINT;
    this.points[at] = x;
    this.points[at + 1] = y;
    this.points[at + 2] = radius;
    this.points[at + 3] = light;
    this.points[at + 4] = vx;
    this.points[at + 5] = vy;
  }

  /** Computes the samples: a cubic Hermite line whose tangent at a joint is the mean of the directions it joins. */
  bend(): void {
    this.#measure();
    this.sampleCount = 0;
    const perSegment = this.#perSegment;
    for (let segment = 0; segment < this.pointCount - 1; segment++) {
      for (let i = 0; i < perSegment; i++) {
        const t = i / perSegment;
        // Denser near the joints, where the line bends.
        this.#sample(segment, t * t * (3 - 2 * t));
      }
    }
    if (this.pointCount > 1) this.#sample(this.pointCount - 2, 1);
  }

  /** Lengths, and tangents: short where the line folds back on itself, so that it turns there. */
  #measure(): void {
    const { points, pointCount } = this;
    let x = 0;
    let y = 0;
    for (let point = 0; point < pointCount; point++) {
      const at = point * POINT;
      const last = point === pointCount - 1;
      const dx = last ? 0 : points[at + POINT]! - points[at]!;
      const dy = last ? 0 : points[at + POINT + 1]! - points[at + 1]!;
      const length = Math.sqrt(dx * dx + dy * dy);
      const nextX = length > 1e-9 ? dx / length : 0;
      const nextY = length > 1e-9 ? dy / length : 0;
      const share = point === 0 || last ? 1 : 0.5;
      this.#lengths[point] = length;
      this.#tangents[2 * point] = share * (x + nextX);
      this.#tangents[2 * point + 1] = share * (y + nextY);
      x = nextX;
      y = nextY;
    }
  }

  #sample(segment: number, t: number): void {
    const { points, samples } = this;
    const a = segment * POINT;
    const b = a + POINT;
    const reach = this.#lengths[segment]! * SWING;
    const ax = this.#tangents[2 * segment]! * reach;
    const ay = this.#tangents[2 * segment + 1]! * reach;
    const bx = this.#tangents[2 * segment + 2]! * reach;
    const by = this.#tangents[2 * segment + 3]! * reach;
    const tt = t * t;
    const ttt = tt * t;
    const h10 = ttt - 2 * tt + t;
    const h01 = 3 * tt - 2 * ttt;
    const h11 = ttt - tt;
    const at = this.sampleCount++ * SAMPLE;
    samples[at] = (1 - h01) * points[a]! + h10 * ax + h01 * points[b]! + h11 * bx;
    samples[at + 1] = (1 - h01) * points[a + 1]! + h10 * ay + h01 * points[b + 1]! + h11 * by;
    samples[at + 2] = points[a + 2]! + (points[b + 2]! - points[a + 2]!) * h01;
    samples[at + 3] = points[a + 3]! + (points[b + 3]! - points[a + 3]!) * t;
    samples[at + 4] = points[a + 4]! + (points[b + 4]! - points[a + 4]!) * t;
    samples[at + 5] = points[a + 5]! + (points[b + 5]! - points[a + 5]!) * t;
    const d00 = 6 * (tt - t);
    const d10 = 3 * tt - 4 * t + 1;
    const d11 = 3 * tt - 2 * t;
    const dx = d00 * (points[a]! - points[b]!) + d10 * ax + d11 * bx;
    const dy = d00 * (points[a + 1]! - points[b + 1]!) + d10 * ay + d11 * by;
    const speed = Math.sqrt(dx * dx + dy * dy) || 1;
    samples[at + 6] = -dy / speed;
    samples[at + 7] = dx / speed;
    samples[at + 8] = segment + t;
  }
}

/** Strokes along the whole curve, with its own width or with one that is the same all along (picture heights). */
export function drawCurve(curve: Curve, radius: number | null, strokes: StrokeBuffer): void {
  const { samples, sampleCount } = curve;
  for (let i = 1; i < sampleCount; i++) {
    const b = i * SAMPLE;
    const a = b - SAMPLE;
    strokes.stroke(
      samples[a]!,
      samples[a + 1]!,
      radius ?? samples[a + 2]!,
      samples[a + 3]!,
      samples[b]!,
      samples[b + 1]!,
      radius ?? samples[b + 2]!,
      samples[b + 3]!,
    );
  }
}
