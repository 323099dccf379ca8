/** MediaPipe's pose_landmark_filtering: One-Euro in units of the side of the body's region. */
const MIN_CUTOFF = 0.05;
const BETA = 80;
const SPEED_CUTOFF = 1;

/**
 * Smooths one coordinate, one value per frame, as the official package does. What it published for comparison was
 * smoothed so, on a clock of 30 frames a second though the clip has 5: its landmarks lag behind quick hands.
 */
export function smoothedByMediaPipe(values: readonly number[], regionSize: number, fps = 30): number[] {
  const share = (cutoff: number) => 1 / (1 + fps / (2 * Math.PI * cutoff));
  let [speed, smooth] = [0, values[0]!];
  return values.map((value, i) => {
    speed += share(SPEED_CUTOFF) * (((value - (values[i - 1] ?? value)) / regionSize) * fps - speed);
    smooth += share(MIN_CUTOFF + BETA * Math.abs(speed)) * (value - smooth);
    return smooth;
  });
}
