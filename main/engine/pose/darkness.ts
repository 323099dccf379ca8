import type { ImageFrame } from "../../../shared/pose.ts";

/** Video-range luma: 16 is black, 235 white (ITU-R BT.601). */
const BLACK = 16;
const WHITE = 235;
/** A picture whose brightest twentieth is under this share of white is too dark to find anybody in. */
const DARK = 0.12;
/** Only one in so many pixels is sampled along each axis. */
const STRIDE = 8;

/** Whether even the brightest parts of a picture are nearly black. */
export function tooDark({ width, height, data }: ImageFrame): boolean {
  const histogram = new Uint32Array(256);
  let samples = 0;
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      histogram[data[y * width + x]!]!++;
      samples++;
    }
  }
  const limit = BLACK + DARK * (WHITE - BLACK);
  let bright = 0;
  for (let luma = Math.ceil(limit); luma < 256; luma++) bright += histogram[luma]!;
  return bright < samples / 20;
}
