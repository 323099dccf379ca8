import type { Luma } from "./unlikeness.ts";

/** Gradients that are weaker than this share of the strongest are no edges. */
const EDGE = 0.3;

/**
 * How sharp a picture is, whatever is to be seen on it: the Laplacian's energy by that of the gradient, on its edges. Both
 * grow alike with contrast, and blur takes more of the first: about 0.5 / pixels of blur, 1 and more for a sharp picture.
 * 1 where there are no edges at all: nothing can be told then.
 */
export function sharpnessOf({ width, height, data }: Luma): number {
  let strongest = 0;
  const squares = new Float32Array(width * height);
  const laplacians = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const [left, right, up, down] = [data[at - 1]!, data[at + 1]!, data[at - width]!, data[at + width]!];
      const [dx, dy] = [(right - left) / 2, (down - up) / 2];
      squares[at] = dx * dx + dy * dy;
      laplacians[at] = (left + right + up + down - 4 * data[at]!) ** 2;
      strongest = Math.max(strongest, squares[at]!);
    }
  }
  let [gradient, laplacian] = [0, 0];
  for (let at = 0; at < squares.length; at++) {
    if (squares[at]! < EDGE * EDGE * strongest) continue;
    gradient += squares[at]!;
    laplacian += laplacians[at]!;
  }
  return gradient > 0 ? Math.sqrt(laplacian / gradient) : 1;
}
