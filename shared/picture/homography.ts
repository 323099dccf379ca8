import type { PlanePoint, Quad } from "./quad.ts";

/**
 * A projective map of the plane, row by row: (x, y) comes to ((ax + by + c) / w, (dx + ey + f) / w) with
 * w = gx + hy + i.
 */
export type Homography = readonly [
  ...[a: number, b: number, c: number],
  ...[d: number, e: number, f: number],
  ...[g: number, h: number, i: number],
];

/**
 * The map that brings the corners of a rectangle at the origin to those of a convex figure. In closed form: Heckbert,
 * "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3.
 * @param width of the rectangle and `height`, pixels
 */
export function homographyTo([p0, p1, p2, p3]: Quad, width: number, height: number): Homography {
  const across = { x: p1.x - p2.x, y: p1.y - p2.y };
  const down = { x: p3.x - p2.x, y: p3.y - p2.y };
  // By how much it is no parallelogram.
  const off = { x: p0.x - p1.x + p2.x - p3.x, y: p0.y - p1.y + p2.y - p3.y };
  const area = across.x * down.y - down.x * across.y;
  const g = (off.x * down.y - down.x * off.y) / area;
  const h = (across.x * off.y - off.x * across.y) / area;
  return [
    ...([(p1.x - p0.x + g * p1.x) / width, (p3.x - p0.x + h * p3.x) / height, p0.x] as const),
    ...([(p1.y - p0.y + g * p1.y) / width, (p3.y - p0.y + h * p3.y) / height, p0.y] as const),
    ...([g / width, h / height, 1] as const),
  ];
}

export function project([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: PlanePoint): PlanePoint {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** The way back: the adjoint, since a projective map is the same by any factor. */
export function inverted([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    ...([e * i - f * h, c * h - b * i, b * f - c * e] as const),
    ...([f * g - d * i, a * i - c * g, c * d - a * f] as const),
    ...([d * h - e * g, b * g - a * h, a * e - b * d] as const),
  ];
}

/** As CSS takes it, for an element whose transforms begin at its upper left: column by column, depth left alone. */
export function cssMatrix([a, b, c, d, e, f, g, h, i]: Homography): string {
  // Written out: the exponents of small numbers are CSS too, but nine digits are enough for any screen.
  const entries = [a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, i];
  return `matrix3d(${entries.map((value) => Number(value.toPrecision(9))).join(", ")})`;
}
