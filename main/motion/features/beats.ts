import type { Heard } from "../../../shared/music.ts";
import { type Clip, framesIn, roomDistance, rowAt } from "../clip.ts";

/** A beat is slower than everything this near, seconds: 10 frames at 60 a second. */
export const NEIGHBOURS_SECONDS = 1 / 6;

/**
 * Kinematic beats as AIST++ defines them (Li et al. 2021): frames whose summed keypoint speed is below that of all
 * neighbours within a sixth of a second. The first frame counts as standing still, as in the reference code.
 */
export function beatsIn(clip: Clip, fps: number): readonly number[] {
  return beatsAmong(speedsIn(clip), fps);
}

/** Mean speed of the joints from the frame before to each frame, metres a frame; 0 at the first. */
const speedsIn = (clip: Clip): Float64Array =>
  Float64Array.from({ length: clip.frames }, (_, frame) =>
    frame === 0 ? 0 : roomDistance(rowAt(clip, frame - 1), rowAt(clip, frame)),
  );

/** The same of the speed of each frame, in any unit. */
export const beatsAmong = (speeds: ArrayLike<number>, fps: number): readonly number[] =>
  Array.from({ length: speeds.length }, (_, frame) => frame).filter((frame) =>
    isBeat((at) => speeds[at]!, frame, speeds.length - 1, fps),
  );

/** Whether one frame is a beat. @param last frame whose speed is known; before the first, 0, nothing is. */
export function isBeat(
  speedOf: (frame: number) => number,
  frame: number,
  last: number,
  fps: number,
): boolean {
  const order = framesIn(NEIGHBOURS_SECONDS, fps);
  const own = speedOf(frame);
  for (let away = 1; away <= order; away++)
    if (!(own < speedOf(Math.max(0, frame - away)) && own < speedOf(Math.min(last, frame + away))))
      return false;
  return true;
}

/** Beats further apart than this are no rhythm: nothing is heard between them. */
const LONGEST_GAP_SECONDS = 1.5;
/** Energy is a mean over about this long, to either side of a frame. */
const ENERGY_SECONDS = 1;

/** Of beats in order, the last one at or before a moment and the next one after it; null where they are too far apart. */
export function aroundBeat(
  beats: readonly number[],
  at: number,
  longestGap: number,
): Omit<Heard, "energy"> | null {
  const after = beats.findIndex((beat) => beat > at);
  if (after < 1) return null;
  const [last, next] = [beats[after - 1]!, beats[after]!];
  return next - last > longestGap ? null : { sinceBeat: at - last, toBeat: next - at };
}

/**
 * The music that a dance would be danced to: its own kinematic beats, and its own movement for loudness. For learning to
 * hear from dances without music. Null before the first beat, after the last, and where beats are further apart than 1.5 s.
 * @param usualSpeed mean speed of the joints in the archive, metres a frame: as fast as that is an energy of one half
 */
export function bodyBeats(clip: Clip, fps: number, usualSpeed: number): readonly (Heard | null)[] {
  return beatsOfSpeeds(speedsIn(clip), fps, usualSpeed);
}

/**
 * The same of a dance of which only its speeds are at hand.
 * @param speeds mean of the joints, to each frame from the one before, metres a frame
 * @param late how much later than it is each beat is heard, seconds: a listener is not exact
 */
export function beatsOfSpeeds(
  speeds: Float64Array,
  fps: number,
  usualSpeed: number,
  late: () => number = () => 0,
): readonly (Heard | null)[] {
  const beats = beatsAmong(speeds, fps).map((frame) => frame / fps + late());
  const sums = [0];
  for (let frame = 1; frame < speeds.length; frame++) sums.push(sums[frame - 1]! + speeds[frame]!);
  const reach = framesIn(ENERGY_SECONDS, fps);
  return sums.map((_, frame) => {
    const around = aroundBeat(beats, frame / fps, LONGEST_GAP_SECONDS);
    if (!around) return null;
    const from = Math.max(0, frame - reach);
    const to = Math.min(speeds.length - 1, frame + reach);
    const speed = (sums[to]! - sums[from]!) / (to - from);
    return { ...around, energy: speed / (speed + usualSpeed) };
  });
}
