import { chromaSide } from "../../../shared/i420.ts";

/** The planes of a picture in one buffer: offset and stride in bytes, as returned by VideoFrame.copyTo. */
export type Planes = readonly { readonly offset: number; readonly stride: number }[];

/** Formats of VideoFrame that we convert to I420; the browser can convert any other to RGBA. */
const READABLE_FORMATS = ["I420", "I420A", "NV12", "RGBA", "RGBX", "BGRA", "BGRX"] as const;
export type ReadableFormat = (typeof READABLE_FORMATS)[number];

export function isReadable(format: string | null): format is ReadableFormat {
  return READABLE_FORMATS.some((readable) => readable === format);
}

/** Packs any readable picture as I420 into `to`, which must hold `i420Bytes(width, height)` of them. */
export function packI420(
  format: ReadableFormat,
  from: Uint8Array,
  planes: Planes,
  width: number,
  height: number,
  to: Uint8Array,
): void {
  if (format === "NV12") packNv12(from, planes, width, height, to);
  else if (format === "I420" || format === "I420A") packPlanar(from, planes, width, height, to);
  else packRgb(from, planes, width, height, format.startsWith("B") ? 2 : 0, to);
}

function packPlanar(from: Uint8Array, planes: Planes, width: number, height: number, to: Uint8Array): void {
  let at = copyPlane(from, planes[0]!, width, height, to, 0);
  at = copyPlane(from, planes[1]!, chromaSide(width), chromaSide(height), to, at);
  copyPlane(from, planes[2]!, chromaSide(width), chromaSide(height), to, at);
}

function packNv12(from: Uint8Array, planes: Planes, width: number, height: number, to: Uint8Array): void {
  let u = copyPlane(from, planes[0]!, width, height, to, 0);
  let v = u + chromaSide(width) * chromaSide(height);
  const { offset, stride } = planes[1]!;
  for (let row = 0; row < chromaSide(height); row++) {
    let at = offset + row * stride;
    for (let column = 0; column < chromaSide(width); column++) {
      to[u++] = from[at++]!;
      to[v++] = from[at++]!;
    }
  }
}

function copyPlane(
  from: Uint8Array,
  { offset, stride }: Planes[number],
  width: number,
  height: number,
  to: Uint8Array,
  at: number,
): number {
  if (stride === width) {
    to.set(from.subarray(offset, offset + width * height), at);
    return at + width * height;
  }
  for (let row = 0; row < height; row++) {
    const begin = offset + row * stride;
    to.set(from.subarray(begin, begin + width), at);
    at += width;
  }
  return at;
}

/** BT.601, limited range, as in cameras and video files; chroma is the mean of four pixels. */
function packRgb(
  from: Uint8Array,
  planes: Planes,
  width: number,
  height: number,
  redAt: 0 | 2,
  to: Uint8Array,
): void {
  const { offset, stride } = planes[0]!;
  const blueAt = 2 - redAt;
  for (let y = 0; y < height; y++) {
    let at = offset + y * stride;
    for (let x = 0; x < width; x++, at += 4) {
      const luma = 66 * from[at + redAt]! + 129 * from[at + 1]! + 25 * from[at + blueAt]!;
      to[y * width + x] = ((luma + 128) >> 8) + 16;
    }
  }
  let u = width * height;
  let v = u + chromaSide(width) * chromaSide(height);
  for (let y = 0; y < height; y += 2) {
    const below = y + 1 < height ? stride : 0;
    for (let x = 0; x < width; x += 2) {
      const a = offset + y * stride + 4 * x;
      const right = x + 1 < width ? 4 : 0;
      const red = sum(from, a + redAt, right, below);
      const green = sum(from, a + 1, right, below);
      const blue = sum(from, a + blueAt, right, below);
      to[u++] = ((-38 * red - 74 * green + 112 * blue + 512) >> 10) + 128;
      to[v++] = ((112 * red - 94 * green - 18 * blue + 512) >> 10) + 128;
    }
  }
}

function sum(from: Uint8Array, at: number, right: number, below: number): number {
  return from[at]! + from[at + right]! + from[at + below]! + from[at + right + below]!;
}
