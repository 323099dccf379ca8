/** Seconds before a frame in which none may be higher, and about it over which it must be above the mean. */
const HIGHEST_OF = 0.03;
const ABOVE_MEAN_OF = 0.1;
/** By so much of the envelope's range. */
const DELTA = 0.07;

/**
 * Frames in which an onset envelope peaks (Böck, Krebs and Schedl 2012, "Evaluating the online capabilities of onset
 * detection methods"), with librosa's parameters.
 */
export function onsetPeaks(envelope: Float32Array, fps: number): number[] {
  const lowest = envelope.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = envelope.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(highest > lowest)) return [];
  const before = Math.floor(HIGHEST_OF * fps);
  const about = Math.floor(ABOVE_MEAN_OF * fps);
  const peaks: number[] = [];
  for (let frame = 0; frame < envelope.length; frame++) {
    const value = envelope[frame]!;
    if (envelope.subarray(Math.max(0, frame - before), frame).some((other) => other > value)) continue;
    const near = envelope.subarray(Math.max(0, frame - about), frame + about + 1);
    const mean = near.reduce((a, b) => a + b, 0) / near.length;
    if (value < mean + DELTA * (highest - lowest)) continue;
    if (frame - (peaks.at(-1) ?? Number.NEGATIVE_INFINITY) > before) peaks.push(frame);
  }
  return peaks;
}
