/** Maps 0..1 to 0..1. */
export type ResponseCurve = (share: number) => number;

/** Curves by the names that consoles have for them. */
export const CURVES = {
  linear: (share) => share,
  /** Slow at first. */
  square: (share) => share * share,
  /** Quick at first: the square law of dimmers. */
  root: Math.sqrt,
  /** Slow at both ends. */
  s: (share) => share * share * (3 - 2 * share),
  /** Off below the middle, on above. */
  switch: (share) => (share < 0.5 ? 0 : 1),
} as const satisfies Readonly<Record<string, ResponseCurve>>;

export type CurveName = keyof typeof CURVES;
export const CURVE_NAMES = Object.keys(CURVES) as readonly CurveName[];

/** Corners of a custom curve, joined by straight lines; x rises from 0 to 1. */
export type Corners = readonly (readonly [x: number, y: number])[];

export function curveOf(curve: CurveName | Corners): ResponseCurve {
  return typeof curve === "string" ? CURVES[curve] : (share) => between(curve, share);
}

function between(corners: Corners, x: number): number {
  const next = corners.findIndex((corner) => corner[0] >= x);
  const [x1, y1] = corners[next] ?? corners.at(-1)!;
  const [x0, y0] = corners[next - 1] ?? [x1, y1];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
