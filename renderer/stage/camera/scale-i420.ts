import { chromaSide } from "../../../shared/i420.ts";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size with the same aspect ratio whose longer side is at most `longest`; even, to suit the chroma planes. */
export function fitSize(width: number, height: number, longest: number): PictureSize {
  const share = longest / Math.max(width, height);
  if (share >= 1) return { width, height };
  return { width: Math.max(2, even(width * share)), height: Math.max(2, even(height * share)) };
}

/** Downscales a packed I420 picture into `to` by area averaging. */
export function shrinkI420(from: Uint8Array, size: PictureSize, to: Uint8Array, smaller: PictureSize): void {
  let source = 0;
  let target = 0;
  for (let plane = 0; plane < 3; plane++) {
    const [width, height] =
      plane === 0 ? [size.width, size.height] : [chromaSide(size.width), chromaSide(size.height)];
    const [newWidth, newHeight] =
      plane === 0 ? [smaller.width, smaller.height] : [chromaSide(smaller.width), chromaSide(smaller.height)];
    shrinkPlane(from, source, width, height, to, target, newWidth, newHeight);
    source += width * height;
    target += newWidth * newHeight;
  }
}

/** Separable: rows are accumulated in `sums`, weighted by coverage, then averaged along x. */
function shrinkPlane(
  from: Uint8Array,
  fromAt: number,
  width: number,
  height: number,
  to: Uint8Array,
  toAt: number,
  newWidth: number,
  newHeight: number,
): void {
  const stepX = width / newWidth;
  const stepY = height / newHeight;
  const sums = columnSums(width);
  for (let y = 0; y < newHeight; y++) {
    sums.fill(0, 0, width);
    const top = y * stepY;
    const bottom = Math.min(top + stepY, height);
    for (let row = Math.floor(top); row < bottom; row++) {
      const weight = Math.min(row + 1, bottom) - Math.max(row, top);
      const begin = fromAt + row * width;
      for (let x = 0; x < width; x++) sums[x]! += weight * from[begin + x]!;
    }
    for (let x = 0; x < newWidth; x++) {
      const left = x * stepX;
      const right = Math.min(left + stepX, width);
      let sum = 0;
      for (let column = Math.floor(left); column < right; column++) {
        sum += (Math.min(column + 1, right) - Math.max(column, left)) * sums[column]!;
      }
      to[toAt + y * newWidth + x] = sum / (stepX * stepY) + 0.5;
    }
  }
}

let row = new Float32Array(1280);
function columnSums(width: number): Float32Array {
  if (row.length < width) row = new Float32Array(width);
  return row;
}

function even(size: number): number {
  return 2 * Math.round(size / 2);
}
