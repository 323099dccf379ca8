import { chromaSide } from "../../../../shared/i420.ts";
import type { Level } from "./pyramid.ts";
import type { Region } from "./region.ts";

/** The input that a network expects. */
export interface View {
  /** Width and height of its input, pixels. */
  readonly side: number;
  /** The values that stand for black and for white. */
  readonly black: number;
  readonly white: number;
  /** What lies beyond the picture: its edge drawn on, or nothing. */
  readonly beyond: "edge" | "black";
}

/**
 * Cuts a turned square out of the picture: bilinear, straight from the I420 planes, into `out` (side x side x RGB).
 * Only pixels that are shown are converted. Colours as every source of an `ImageFrame` codes them: BT.601, studio range.
 */
export function sample(level: Level, region: Region, view: View, out: Float32Array): void {
  const { width, height, data, scale } = level;
  const chromaWidth = chromaSide(width);
  const uStart = width * height;
  const vStart = uStart + chromaWidth * chromaSide(height);
  const { side, black, white } = view;
  const gain = (white - black) / 255;
  const clip = view.beyond === "black";

  // One step to the right in the view, in pixels of this level; a step down is the same turned by a right angle.
  const stepX = (Math.cos(region.turn) * region.size) / side / scale;
  const stepY = (Math.sin(region.turn) * region.size) / side / scale;
  // Middle of the view's first pixel; -0.5 because a pixel's value stands at its middle.
  const first = 0.5 - side / 2;
  const startX = region.x / scale + first * (stepX - stepY) - 0.5;
  const startY = region.y / scale + first * (stepX + stepY) - 0.5;
  const right = width - 1;
  const bottom = height - 1;

  let at = 0;
  for (let row = 0; row < side; row++) {
    let px = startX - row * stepY;
    let py = startY + row * stepX;
    for (let column = 0; column < side; column++, px += stepX, py += stepY, at += 3) {
      if (clip && (px < -0.5 || py < -0.5 || px > width - 0.5 || py > height - 0.5)) {
        out[at] = out[at + 1] = out[at + 2] = black;
        continue;
      }
      const x = Math.max(0, Math.min(right, px));
      const y = Math.max(0, Math.min(bottom, py));
      const x0 = x | 0;
      const y0 = y | 0;
      const fx = x - x0;
      const fy = y - y0;
      const across = x0 < right ? 1 : 0;
      const a = y0 * width + x0;
      const b = y0 < bottom ? a + width : a;
      const top = data[a]! + (data[a + across]! - data[a]!) * fx;
      const low = data[b]! + (data[b + across]! - data[b]!) * fx;
      const luma = black + gain * LUMA_GAIN * (top + (low - top) * fy - 16);
      // Nearest is enough for colour, which has half the resolution and matters little to the networks.
      const chroma = (y0 >> 1) * chromaWidth + (x0 >> 1);
      const u = gain * (data[uStart + chroma]! - 128);
      const v = gain * (data[vStart + chroma]! - 128);
      out[at] = Math.max(black, Math.min(white, luma + RED_PER_V * v));
      out[at + 1] = Math.max(black, Math.min(white, luma - GREEN_PER_U * u - GREEN_PER_V * v));
      out[at + 2] = Math.max(black, Math.min(white, luma + BLUE_PER_U * u));
    }
  }
}

/** Studio-range Y'CbCr to R'G'B', ITU-R BT.601: luma has 219 steps, chroma 112 to either side. */
const LUMA_GAIN = 255 / 219;
const CHROMA_GAIN = 255 / 112;
const WEIGHT = { red: 0.299, green: 0.587, blue: 0.114 };
const RED_PER_V = CHROMA_GAIN * (1 - WEIGHT.red);
const BLUE_PER_U = CHROMA_GAIN * (1 - WEIGHT.blue);
const GREEN_PER_U = (BLUE_PER_U * WEIGHT.blue) / WEIGHT.green;
const GREEN_PER_V = (RED_PER_V * WEIGHT.red) / WEIGHT.green;
