/** Bands of librosa's and so of FACT's spectra. */
const BANDS = 128;
/** FACT hears at 30.72 kHz. */
const HIGHEST = 15_360;
const QUIETEST = 1e-10;
/** Decibels below the loudest that are still told apart. */
const RANGE = 80;

/*
 * Slaney's scale (Auditory Toolbox, 1998; librosa's default): linear up to 1 kHz, then logarithmic.
 */
const LINEAR = 200 / 3;
const BREAK = 1000;
const STEP = Math.log(6.4) / 27;
const toMel = (f: number): number => (f < BREAK ? f / LINEAR : BREAK / LINEAR + Math.log(f / BREAK) / STEP);
const toHertz = (mel: number): number =>
  mel < BREAK / LINEAR ? mel * LINEAR : BREAK * Math.exp(STEP * (mel - BREAK / LINEAR));

/** Triangular bands of equal width in mel, each of the same area. */
export class MelBands {
  /** Of each band its first bin and the weights from it on. */
  readonly #bands: readonly { readonly first: number; readonly weights: Float32Array }[];

  constructor(sampleRate: number, fftLength: number) {
    const top = toMel(Math.min(HIGHEST, sampleRate / 2));
    const edges = Array.from({ length: BANDS + 2 }, (_, i) => toHertz((top * i) / (BANDS + 1)));
    const hertz = sampleRate / fftLength;
    this.#bands = Array.from({ length: BANDS }, (_, band) => {
      const [low, middle, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
      const first = Math.ceil(low / hertz);
      const last = Math.min(fftLength / 2, Math.floor(high / hertz));
      const weights = Float32Array.from({ length: Math.max(0, last - first + 1) }, (_weight, i) => {
        const f = (first + i) * hertz;
        const height = Math.max(0, Math.min((f - low) / (middle - low), (high - f) / (high - middle)));
        return (height * 2) / (high - low);
      });
      return { first, weights };
    });
  }

  of(powers: Float32Array): Float32Array {
    return Float32Array.from(this.#bands, ({ first, weights }) =>
      weights.reduce((sum, weight, i) => sum + weight * powers[first + i]!, 0),
    );
  }
}

/** Powers become decibels in place, none more than 80 below the loudest of all. */
export function decibels(frames: readonly Float32Array[]): void {
  let loudest = Number.NEGATIVE_INFINITY;
  for (const frame of frames)
    for (let i = 0; i < frame.length; i++) {
      frame[i] = 10 * Math.log10(Math.max(QUIETEST, frame[i]!));
      loudest = Math.max(loudest, frame[i]!);
    }
  for (const frame of frames)
    for (let i = 0; i < frame.length; i++) frame[i] = Math.max(loudest - RANGE, frame[i]!);
}

/** Mean rise of the bands from frame to frame, told `lag` frames later, as librosa does for windows about a frame. */
export function onsetEnvelope(decibelsOfFrames: readonly Float32Array[], lag: number): Float32Array {
  const envelope = new Float32Array(decibelsOfFrames.length);
  for (let frame = 1; frame + lag < envelope.length; frame++) {
    const [before, now] = [decibelsOfFrames[frame - 1]!, decibelsOfFrames[frame]!];
    let sum = 0;
    for (let band = 0; band < now.length; band++) sum += Math.max(0, now[band]! - before[band]!);
    envelope[frame + lag] = sum / now.length;
  }
  return envelope;
}

/** Cepstral coefficients: the first of the orthonormal cosine transform (DCT-II) of the bands. */
export function mfcc(bands: Float32Array, count: number): Float32Array {
  const n = bands.length;
  return Float32Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += bands[i]! * Math.cos((Math.PI * k * (2 * i + 1)) / (2 * n));
    return sum * Math.sqrt((k === 0 ? 1 : 2) / n);
  });
}
