import type { StrokeBuffer } from "./stroke-buffer.ts";

/** Numbers a point of a curve: x, y, radius, light, velocity x and y. Picture heights; light 0..1 and above; metres a second. */
export const POINT_STRIDE = 6;
/** And of a sample besides: the unit normal of the curve there, and the way along the curve, in control points. */
export const SAMPLE_STRIDE = 9;

const MAX_POINTS = 16;
/** How far a line runs on in the direction in which it passed a joint: 0 leaves corners, 1 swings wide. */
const TANGENT_SCALE = 0.9;

/**
 * A line through a few joints, bent softly at each, that knows its width and light everywhere.
 * Made once and filled again for every figure and frame.
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

  /** Computes the samples: a cubic Hermite line whose tangent at a joint is the mean of the directions it joins. */
  interpolate(): void {
    this.#measure();
    this.sampleCount = 0;
    const last = this.pointCount - 2;
    for (let segment = 0; segment <= last; segment++) {
      this.#sample(segment, segment === last ? this.#perSegment + 1 : this.#perSegment);
    }
  }

  /** Lengths, and tangents: short where the line folds back on itself, so that it turns there. */
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

  /** The first `count` samples of a segment; the one past its own is its end. */
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
    const wayX = points[b]! - x;
    const wayY = points[b + 1]! - y;
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
      samples[at] = x + h01 * wayX + h10 * ax + h11 * bx;
      samples[at + 1] = y + h01 * wayY + h10 * ay + h11 * by;
      samples[at + 2] = radius + (points[b + 2]! - radius) * h01;
      samples[at + 3] = light + (points[b + 3]! - light) * t;
      samples[at + 4] = vx + (points[b + 4]! - vx) * t;
      samples[at + 5] = vy + (points[b + 5]! - vy) * t;
      const dx = d01 * wayX + d10 * ax + d11 * bx;
      const dy = d01 * wayY + d10 * ay + d11 * by;
      const speed = Math.sqrt(dx * dx + dy * dy) || 1;
      samples[at + 6] = -dy / speed;
      samples[at + 7] = dx / speed;
      samples[at + 8] = segment + t;
    }
  }
}

/** Numbers of the Hermite basis for one sample: its place t, h01, h10, h11, and the derivatives of the three. */
const BASIS = 7;

/** For each sample of a segment, and its end. Denser near the joints, where the line bends. */
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

/** Strokes along the whole curve, with its own width or with one that is the same all along (picture heights). */
export function drawCurve(curve: Curve, radius: number | null, strokes: StrokeBuffer): void {
  strokes.polyline(curve.samples, SAMPLE_STRIDE, curve.sampleCount, radius);
}
