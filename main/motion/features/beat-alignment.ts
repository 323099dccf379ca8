import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, roomDistance, rowAt } from "../clip.ts";
import { beatsIn } from "./beats.ts";

/** A beat that is so far off counts 0.61: 3 frames at the 60 a second of AIST++'s code. */
const SIGMA: Seconds = 0.05;
/** The later definition smooths the speed before it looks for beats: 5 frames at 60 a second. */
const SMOOTHING: Seconds = 5 / 60;
/** A Gaussian is cut off behind so many sigmas, as scipy does. */
const CUT = 4;

/**
 * How well beats fall on others: the mean over `beats` of exp(-d^2 / 2 sigma^2), where d is how far the nearest of the
 * others is, and sigma 50 ms; 0 where there are none. Li et al. 2021 (FACT) take the mean over the beats of the motion,
 * `alignment(motion, music)`; later work, from Bailando (Siyao et al. 2022) on, over those of the music,
 * `alignment(music, motion)`: who makes few beats does well by the first, who makes many by the second.
 */
export function alignment(beats: readonly Seconds[], others: readonly Seconds[]): number {
  if (beats.length === 0 || others.length === 0) return 0;
  const scoreOf = (beat: Seconds): number => {
    const away = others.reduce((least, other) => Math.min(least, Math.abs(other - beat)), Number.MAX_VALUE);
    return Math.exp(-(away ** 2) / (2 * SIGMA ** 2));
  };
  return beats.reduce((sum, beat) => sum + scoreOf(beat), 0) / beats.length;
}

/** When a motion's beats are, from the clip's first frame on, by the definition of Li et al. 2021. */
export const motionBeats = (clip: Clip, fps: number): readonly Seconds[] =>
  beatsIn(clip, fps).map((frame) => frame / fps);

/**
 * The same by the later definition, which goes with the mean over the music's beats: every minimum of the mean keypoint
 * speed, smoothed with a Gaussian of 83 ms. A speed is that of the later of its two frames, as in the first definition.
 */
export function smoothMotionBeats(clip: Clip, fps: number): readonly Seconds[] {
  const speeds = Float64Array.from({ length: Math.max(0, clip.frames - 1) }, (_, step) =>
    roomDistance(rowAt(clip, step), rowAt(clip, step + 1)),
  );
  const smooth = smoothed(speeds, SMOOTHING * fps);
  const beats: Seconds[] = [];
  for (let step = 1; step < smooth.length - 1; step++)
    if (smooth[step]! < smooth[step - 1]! && smooth[step]! < smooth[step + 1]!) beats.push((step + 1) / fps);
  return beats;
}

/** Values under a Gaussian; before the first and after the last they go on mirrored. @param sigma in values */
function smoothed(values: Float64Array, sigma: number): Float64Array {
  const reach = Math.round(CUT * sigma);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mirrored = (at: number): number => {
    const turn = 2 * values.length;
    const inTurn = ((at % turn) + turn) % turn;
    return values[Math.min(inTurn, turn - 1 - inTurn)]!;
  };
  return values.map(
    (_, at) => weights.reduce((total, weight, i) => total + weight * mirrored(at + i - reach), 0) / sum,
  );
}
