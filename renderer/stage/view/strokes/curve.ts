import type { StrokeBuffer } from "./stroke-buffer.ts";

/** Numbers a control point: x, y, radius (picture heights), light (0..1 and above), velocity x and y (metres a second). */
export const POINT_STRIDE = 6;
/** Numbers a sample: those of a control point, the unit normal, and the position along the curve in control points. */
export const SAMPLE_STRIDE = 9;

const MAX_POINTS = 16;
/** Length of the tangents in segment lengths: 0 gives corners, 1 wide bends. */
const TANGENT_SCALE = 0.9;

/**
 * A cubic Hermite spline through a few control points, sampled with width, light and velocity. Created once and reused
 * for every figure and frame.
 */
export class Curve {
  readonly points = new Float32Array(MAX_POINTS * POINT_STRIDE);
  readonly samples: Float32Array;
  readonly #perSegment: number;
  /** The same for every segment. */
  readonly #basis: Float64Array;
  readonly #lengths = new Float32Array(MAX_POINTS);
  readonly #tangents = new Float32Array(2 * MAX_POINTS);
  pointCount = 0;
  sampleCount = 0;

  /** @param perSegment samples from one control point to the next */
  constructor(perSegment: number) {
    this.#perSegment = perSegment;
    this.#basis = hermite(perSegment);
    this.samples = new Float32Array(((MAX_POINTS - 1) * perSegment + 1) * SAMPLE_STRIDE);
  }

  clear(): void {
    this.pointCount = 0;
    this.sampleCount = 0;
  }

  add(x: number, y: number, radius: number, light: number, vx = 0, vy = 0): void {
    const at = this.pointCount++ * POINT_STRIDE;
    this.points[at] = x;
    this.points[at + 1] = y;
    this.points[at + 2] = radius;
    this.points[at + 3] = light;
    this.points[at + 4] = vx;
    this.points[at + 5] = vy;
  }

  /** Computes the samples. The tangent at a control point is the mean of the adjacent directions. */
  interpolate(): void {
    this.#measure();
    this.sampleCount = 0;
    const last = this.pointCount - 2;
    for (let segment = 0; segment <= last; segment++) {
      this.#sample(segment, segment === last ? this.#perSegment + 1 : this.#perSegment);
    }
  }

  /** Lengths, and tangents: the mean of opposite directions is short, so that the curve turns sharply there. */
  #measure(): void {
    const { points, pointCount } = this;
    let x = 0;
    let y = 0;
    for (let point = 0; point < pointCount; point++) {
      const at = point * POINT_STRIDE;
      const last = point === pointCount - 1;
      const dx = last ? 0 : points[at + POINT_STRIDE]! - points[at]!;
      const dy = last ? 0 : points[at + POINT_STRIDE + 1]! - points[at + 1]!;
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

  /** The first `count` samples of a segment; sample `perSegment` is its end. */
  #sample(segment: number, count: number): void {
    const { points, samples } = this;
    const basis = this.#basis;
    const a = segment * POINT_STRIDE;
    const b = a + POINT_STRIDE;
    const reach = this.#lengths[segment]! * TANGENT_SCALE;
    const x = points[a]!;
    const y = points[a + 1]!;
    const radius = points[a + 2]!;
    const light = points[a + 3]!;
    const vx = points[a + 4]!;
    const vy = points[a + 5]!;
    const dX = points[b]! - x;
    const dY = points[b + 1]! - y;
    const ax = this.#tangents[2 * segment]! * reach;
    const ay = this.#tangents[2 * segment + 1]! * reach;
    const bx = this.#tangents[2 * segment + 2]! * reach;
    const by = this.#tangents[2 * segment + 3]! * reach;
    let at = this.sampleCount * SAMPLE_STRIDE;
    this.sampleCount += count;
    for (let i = 0; i < count; i++, at += SAMPLE_STRIDE) {
      const h = i * BASIS;
      const t = basis[h]!;
      const h01 = basis[h + 1]!;
      const h10 = basis[h + 2]!;
      const h11 = basis[h + 3]!;
      const d01 = basis[h + 4]!;
      const d10 = basis[h + 5]!;
      const d11 = basis[h + 6]!;
      samples[at] = x + h01 * dX + h10 * ax + h11 * bx;
      samples[at + 1] = y + h01 * dY + h10 * ay + h11 * by;
      samples[at + 2] = radius + (points[b + 2]! - radius) * h01;
      samples[at + 3] = light + (points[b + 3]! - light) * t;
      samples[at + 4] = vx + (points[b + 4]! - vx) * t;
      samples[at + 5] = vy + (points[b + 5]! - vy) * t;
      const dx = d01 * dX + d10 * ax + d11 * bx;
      const dy = d01 * dY + d10 * ay + d11 * by;
      const speed = Math.sqrt(dx * dx + dy * dy) || 1;
      samples[at + 6] = -dy / speed;
      samples[at + 7] = dx / speed;
      samples[at + 8] = segment + t;
    }
  }
}

/** Numbers of the Hermite basis a sample: t, h01, h10, h11, and the derivatives of the three. */
const BASIS = 7;

/** For each sample of a segment and its end. Denser near the control points, where the curve bends. */
function hermite(perSegment: number): Float64Array {
  const basis = new Float64Array((perSegment + 1) * BASIS);
  for (let i = 0; i <= perSegment; i++) {
    const share = i / perSegment;
    const t = share * share * (3 - 2 * share);
    const tt = t * t;
    const ttt = tt * t;
    basis.set(
      [t, 3 * tt - 2 * ttt, ttt - 2 * tt + t, ttt - tt, 6 * (t - tt), 3 * tt - 4 * t + 1, 3 * tt - 2 * t],
      i * BASIS,
    );
  }
  return basis;
}

/** Strokes along the whole curve. @param radius in picture heights; null for that of the curve */
export function drawCurve(curve: Curve, radius: number | null, strokes: StrokeBuffer): void {
  strokes.polyline(curve.samples, SAMPLE_STRIDE, curve.sampleCount, radius);
}
