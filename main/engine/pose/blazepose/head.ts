import type { Landmarks } from "./landmarks.ts";
import type { Region } from "./region.ts";

/** Somebody's head as a disc, pixels of the picture. */
export interface Head {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Landmarks 0 to 10 lie in the face. */
const FACE = 11;

/** Radius of a head as a part of the side of the region around its body: both networks agree on it. */
const SHARE = 0.05;

export function headOf({ image }: Landmarks, region: Region): Head {
  let [x, y] = [0, 0];
  for (let k = 0; k < FACE; k++) {
    x += image[2 * k]! / FACE;
    y += image[2 * k + 1]! / FACE;
  }
  return headAt(x, y, region);
}

export function headAt(x: number, y: number, region: Region): Head {
  return { x, y, radius: SHARE * region.size };
}

export function headsOverlap(a: Head, b: Head): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius;
}

/**
 * Paints over a head in the view (side x side x RGB) of a region. The landmark network looks for one body and goes by
 * its head: without this, it slips from somebody to whoever stands before her.
 */
export function cover(head: Head, region: Region, side: number, colour: number, view: Float32Array): void {
  const cos = Math.cos(region.turn);
  const sin = Math.sin(region.turn);
  const dx = head.x - region.x;
  const dy = head.y - region.y;
  const scale = side / region.size;
  const x = (cos * dx + sin * dy) * scale + side / 2;
  const y = (cos * dy - sin * dx) * scale + side / 2;
  const radius = head.radius * scale;
  const top = Math.max(0, Math.ceil(y - radius));
  const bottom = Math.min(side - 1, Math.floor(y + radius));
  for (let row = top; row <= bottom; row++) {
    const half = Math.sqrt(radius * radius - (row - y) * (row - y));
    const left = Math.max(0, Math.ceil(x - half));
    const right = Math.min(side - 1, Math.floor(x + half));
    if (left <= right) view.fill(colour, (row * side + left) * 3, (row * side + right + 1) * 3);
  }
}
