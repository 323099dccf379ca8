import type { Luma } from "./unlikeness.ts";

/** The brightness of a picture, made smaller by whole numbers of pixels so that its longer side is at most `longest`. */
export function smallPicture({ width, height, data }: Luma, longest: number): Luma {
  const by = Math.ceil(Math.max(width, height) / longest);
  const [w, h] = [Math.floor(width / by), Math.floor(height / by)];
  const out = new Uint8Array(w * h);
  const sums = new Uint32Array(w);
  for (let y = 0; y < h; y++) {
    sums.fill(0);
    for (let row = 0; row < by; row++) {
      let at = (y * by + row) * width;
      for (let x = 0; x < w; x++) for (let column = 0; column < by; column++) sums[x]! += data[at++]!;
    }
    for (let x = 0; x < w; x++) out[y * w + x] = sums[x]! / (by * by);
  }
  return { width: w, height: h, data: out };
}
