/** Half width of the kernel, in zero crossings of its sinc. */
const LOBES = 4;
/** Cut-off as a share of the lower of the two rates: bodies move below 10 Hz, and half the rate would alias. */
const CUT_OFF = 0.4;

/**
 * Changes the rate of a track, low-passed so that nothing aliases (windowed sinc, Hann).
 * @param track frames x width
 * @param cutOff Hz; what is given has to be below half of both rates.
 * @returns floor((frames - 1) / from * to) + 1 frames: 120 frames at 60 a second, 1.983 s, give 60 at 30.
 */
export function lowPassResample(
  track: ArrayLike<number>,
  width: number,
  from: number,
  to: number,
  cutOff = CUT_OFF * Math.min(from, to),
): Float64Array {
  const frames = track.length / width;
  const count = Math.floor(((frames - 1) / from) * to + 1e-6) + 1;
  const out = new Float64Array(count * width);
  const reach = (LOBES / (2 * cutOff)) * from;
  for (let i = 0; i < count; i++) {
    const centre = (i / to) * from;
    let total = 0;
    for (let f = Math.max(0, Math.ceil(centre - reach)); f <= Math.min(frames - 1, centre + reach); f++) {
      const weight =
        sinc(((f - centre) / from) * 2 * cutOff) * (0.5 + 0.5 * Math.cos((Math.PI * (f - centre)) / reach));
      total += weight;
      for (let k = 0; k < width; k++) out[i * width + k]! += weight * track[f * width + k]!;
    }
    for (let k = 0; k < width; k++) out[i * width + k]! /= total;
  }
  return out;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
