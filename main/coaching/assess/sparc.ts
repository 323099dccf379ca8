/** Of the published definition: zeros are added up to 2^4 times the next power of two, for a finely drawn spectrum. */
const PADDING = 4;
/** Hz; nothing counts beyond the last part whose share of the strongest is at least so much. */
const FASTEST = 10;
const FAINTEST = 0.05;

/**
 * Spectral arc length, SPARC (Balasubramanian et al. 2012, with the adaptive cut-off of 2015): minus the length of the
 * curve of a speed's magnitude spectrum, both axes scaled to 1, up to the last frequency that has 5 % of the strongest.
 * One smooth movement from rest to rest has about -1.4; the more it stops and starts, the lower. NaN of no movement.
 * @param speeds not negative, in any unit @param fps of them
 * @param fastest Hz: no faster part counts
 */
export function sparc(speeds: ArrayLike<number>, fps: number, fastest = FASTEST): number {
  const length = 2 ** (Math.ceil(Math.log2(speeds.length)) + PADDING);
  const magnitudes = magnitudesOf(speeds, length, Math.floor(Math.min(fastest / fps, 0.5) * length));
  const strongest = magnitudes.reduce((most, one) => Math.max(most, one), 0);
  const last = magnitudes.findLastIndex((one) => one >= FAINTEST * strongest);
  const first = magnitudes.findIndex((one) => one >= FAINTEST * strongest);
  if (!(strongest > 0) || last <= first) return Number.NaN;
  let arc = 0;
  for (let bin = first; bin < last; bin++)
    arc += Math.sqrt(
      (1 / (last - first)) ** 2 + ((magnitudes[bin + 1]! - magnitudes[bin]!) / strongest) ** 2,
    );
  return -arc;
}

/** Magnitudes of the bins from 0 to `last` of a Fourier transform of so many values, all but the first of them 0. */
function magnitudesOf(values: ArrayLike<number>, length: number, last: number): Float64Array {
  const cosines = cosinesOf(length);
  const quarter = (3 * length) / 4;
  return Float64Array.from({ length: last + 1 }, (_, bin) => {
    let [real, imaginary] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      const turn = (bin * i) % length;
      real += values[i]! * cosines[turn]!;
      imaginary += values[i]! * cosines[(turn + quarter) % length]!;
    }
    return Math.sqrt(real * real + imaginary * imaginary);
  });
}

/** Of one length, nearly always the same. */
let known = new Float64Array(0);

function cosinesOf(length: number): Float64Array {
  if (known.length !== length)
    known = Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * i) / length));
  return known;
}
