/** Side of the heatmap, and how many landmarks it has a layer for: [side][side][landmark]. */
export const HEATMAP_SIDE = 64;

const REACH = 3;

/** A heatmap that is nowhere this confident is ignored. MediaPipe says 0.5, which loses accuracy. */
const MIN_CONFIDENCE = 0.1;

/**
 * Moves landmark `k`, 0..1 of the network's view, to the centre of mass of its heatmap in the 7 x 7 cells around it.
 * MediaPipe, RefineLandmarksFromHeatmapCalculator.
 */
export function refine(
  heatmap: Float32Array,
  layers: number,
  k: number,
  point: { x: number; y: number },
): void {
  const column = Math.trunc(point.x * HEATMAP_SIDE);
  const row = Math.trunc(point.y * HEATMAP_SIDE);
  if (column < 0 || row < 0 || column >= HEATMAP_SIDE || row >= HEATMAP_SIDE) return;
  const left = Math.max(0, column - REACH);
  const right = Math.min(HEATMAP_SIDE - 1, column + REACH);
  const top = Math.max(0, row - REACH);
  const bottom = Math.min(HEATMAP_SIDE - 1, row + REACH);
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  let best = 0;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const confidence = 1 / (1 + Math.exp(-heatmap[(y * HEATMAP_SIDE + x) * layers + k]!));
      sum += confidence;
      sumX += confidence * x;
      sumY += confidence * y;
      best = Math.max(best, confidence);
    }
  }
  if (best < MIN_CONFIDENCE) return;
  point.x = sumX / sum / HEATMAP_SIDE;
  point.y = sumY / sum / HEATMAP_SIDE;
}
