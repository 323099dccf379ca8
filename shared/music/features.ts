import { beatsOfTrack } from "./beats-of-track.ts";
import { Chroma, cens } from "./chroma.ts";
import { around, PowerSpectrum } from "./fourier.ts";
import { decibels, MelBands, mfcc, onsetEnvelope } from "./mel.ts";
import { onsetPeaks } from "./onset-peaks.ts";

/** Numbers a frame: onset envelope, 20 mel-frequency cepstral coefficients, 12 half-tones, an onset, a beat. */
export const AUDIO_FEATURES = 35;
const COEFFICIENTS = 20;
/** FACT hears 60 frames a second in windows of 2048 samples of which a frame has 512. */
const WINDOW_SECONDS = 2048 / 512 / 60;
const WINDOW_SAMPLES = 2048;

/** Rows of one width, one after the other. */
export interface AudioFeatures {
  readonly frames: number;
  readonly width: typeof AUDIO_FEATURES;
  /** `frames` × `width` */
  readonly values: Float32Array;
}

/**
 * What FACT hears of a track (Li et al. 2021, "AI Choreographer", and the released extraction, which calls librosa):
 * in each frame 0 the onset envelope, 1..20 MFCC, 21..32 chroma (CENS, from C on), 33 whether an onset peaks and 34
 * whether a beat falls there. As librosa gives them, with two differences: beats are those of `beatsOfTrack`, and chroma
 * comes from a Fourier transform instead of a constant-Q one.
 * @param samples mono, full scale 1.
 * @param fps frames a second; frame i tells of i / fps.
 * @throws RangeError for a sample rate that is no sound's.
 */
export function audioFeatures(samples: Float32Array, sampleRate: number, fps: number): AudioFeatures {
  if (!(fps >= 1 && fps <= 240)) throw new RangeError(`${fps} frames a second: they must be from 1 to 240.`);
  const { beats } = beatsOfTrack(samples, sampleRate);
  const hop = sampleRate / fps;
  const frames = samples.length > 0 ? 1 + Math.floor(samples.length / hop) : 0;
  const windowLength = Math.round(WINDOW_SECONDS * sampleRate);
  const length = 2 ** Math.ceil(Math.log2(windowLength));
  const spectrum = new PowerSpectrum(length, windowLength);
  const mel = new MelBands(sampleRate, length);
  const chroma = new Chroma(sampleRate);
  // Powers as those of a window of FACT's length.
  const scale = (WINDOW_SAMPLES / windowLength) ** 2;
  const levels: Float32Array[] = [];
  const tones: Float32Array[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const centre = Math.round(frame * hop);
    const powers = spectrum.measure(around(samples, centre, length));
    levels.push(mel.of(powers).map((power) => power * scale));
    tones.push(chroma.of(samples, centre));
  }
  decibels(levels);
  const lag = Math.round((WINDOW_SECONDS * fps) / 2);
  const envelope = onsetEnvelope(levels, lag);
  const harmony = cens(tones);
  const values = new Float32Array(frames * AUDIO_FEATURES);
  for (let frame = 0; frame < frames; frame++) {
    const row = values.subarray(frame * AUDIO_FEATURES, (frame + 1) * AUDIO_FEATURES);
    row[0] = envelope[frame]!;
    row.set(mfcc(levels[frame]!, COEFFICIENTS), 1);
    row.set(harmony[frame]!, 1 + COEFFICIENTS);
  }
  for (const peak of onsetPeaks(envelope, fps)) values[peak * AUDIO_FEATURES + AUDIO_FEATURES - 2] = 1;
  for (const { t } of beats) {
    const frame = Math.round(t * fps);
    if (frame >= 0 && frame < frames) values[frame * AUDIO_FEATURES + AUDIO_FEATURES - 1] = 1;
  }
  return { frames, width: AUDIO_FEATURES, values };
}
