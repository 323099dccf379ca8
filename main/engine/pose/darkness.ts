import type { ImageFrame } from "../../../shared/pose.ts";

/** Video-range luma: 16 is black, 235 white (ITU-R BT.601). */
const BLACK = 16;
const WHITE = 235;
/** A picture whose brightest twentieth is under this share of white is too dark to find anybody in. */
export const DARK = 0.12;
/** Only one in so many pixels is sampled along each axis. */
const STRIDE = 8;

type Picture = Pick<ImageFrame, "width" | "height" | "data">;

/** Whether even the brightest parts of a picture are nearly black. */
export const tooDark = (picture: Picture): boolean => brightnessOf(picture) < DARK;

/**
 * How bright the brightest twentieth of a picture is at least, 0 for black, 1 for white.
 * @param stride only one in so many pixels is sampled along each axis.
 */
export function brightnessOf({ width, height, data }: Picture, stride = STRIDE): number {
  const histogram = new Uint32Array(256);
  let samples = 0;
  for (let y = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) {
      histogram[data[y * width + x]!]!++;
      samples++;
    }
  }
  let bright = 0;
  for (let luma = 255; luma >= 0; luma--) {
    bright += histogram[luma]!;
    if (bright >= samples / 20) return (luma - BLACK) / (WHITE - BLACK);
  }
  return 0;
}
