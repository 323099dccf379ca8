import type { Edges } from "../../../shared/picture/placement.ts";

/** Steps in which a gradient follows the curve. */
const STEPS = 16;
/** How steeply light changes in the middle of an overlap: 1 is a straight line. */
const STEEPNESS = 2;

/**
 * How much of a pixel's value is shown at a place of a soft edge, 0 outside to 1 inside: what two projectors throw onto
 * their overlap adds up to the light of one, since light is the value to the power of `gamma`. Bourke, "Edge blending
 * using commodity projectors", 2004.
 */
export function blend(place: number, gamma: number): number {
  const light = place < 0.5 ? 0.5 * (2 * place) ** STEEPNESS : 1 - 0.5 * (2 * (1 - place)) ** STEEPNESS;
  return light ** (1 / gamma);
}

/** The CSS mask of a picture; null where no edge is soft. @param edges shares of its height and width */
export function maskOf([top, right, bottom, left]: Edges, gamma: number): string | null {
  if (top + right + bottom + left === 0) return null;
  const across = `linear-gradient(to right, ${stops(left, right, gamma)})`;
  return `${across}, linear-gradient(to bottom, ${stops(top, bottom, gamma)})`;
}

/** @param first share of the length over which light comes in @param last share over which it goes */
function stops(first: number, last: number, gamma: number): string {
  const curve = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const into = first === 0 ? [stop(1, 0)] : curve.map((at) => stop(blend(at, gamma), at * first));
  const out = last === 0 ? [stop(1, 1)] : curve.map((at) => stop(blend(1 - at, gamma), 1 - last + at * last));
  return [...into, ...out].join(", ");
}

const stop = (share: number, at: number) => `rgb(0 0 0 / ${share.toFixed(4)}) ${(100 * at).toFixed(3)}%`;
