import { PLACEMENT_SIZE } from "../../../motion/motion-state.ts";
import { mirroredPlacement } from "../../../motion/placement.ts";
import type { Random } from "../../../motion/random.ts";
import type { Dance } from "./dataset.ts";
import { readPlacements } from "./placements.ts";

/** Playback rates: each window is drawn at one, or goes over from one to another. */
const SPEEDS = [0.8, 1.25] as const;
const UNCHANGED_SPEED_SHARE = 0.3;

/** Frames that a dance needs for a window of so many to fit into it at any playback rate. */
export const sourceFramesFor = (frames: number): number => Math.ceil(frames * SPEEDS[1]) + 3;

/**
 * Consecutive placements from a random place of a dance, augmented: time warped, and mirrored half of the time.
 * They need not be turned: the network sees every state from its own heading.
 */
export const drawWindow = (...of: Parameters<typeof drawTimedWindow>): readonly Float32Array[] =>
  drawTimedWindow(...of).placements;

/** The same, and where in the dance each of them is, frames. */
export function drawTimedWindow(
  descriptor: number,
  dance: Dance,
  frames: number,
  random: Random,
): { readonly placements: readonly Float32Array[]; readonly times: readonly number[] } {
  const [slow, fast] = SPEEDS;
  const drawSpeed = () => slow + (fast - slow) * random();
  const [first, last] = random() < UNCHANGED_SPEED_SHARE ? [1, 1] : [drawSpeed(), drawSpeed()];
  /** Where in the dance a frame of the window is: the integral of a rate that changes evenly. */
  const timeOf = (frame: number) => frame * (first + ((last - first) * frame) / (2 * frames));
  const start = Math.floor(1 + random() * (dance.frames - 3 - timeOf(frames)));
  const mirrored = random() < 0.5;
  // One more before and two more after, for the spline.
  const needed = Math.floor(1 + timeOf(frames - 1)) + 3;
  const placements = readPlacements(descriptor, dance.at + start - 1, needed);
  const times = Array.from({ length: frames }, (_, frame) => timeOf(frame));
  return {
    times: times.map((time) => start + time),
    placements: times.map((time) => {
      const placement = interpolated(placements, 1 + time);
      return mirrored ? mirroredPlacement(placement) : placement;
    }),
  };
}

/** A Catmull-Rom spline (1974) through the placements, so that velocity is continuous. */
function interpolated(placements: Float32Array, frame: number): Float32Array {
  const at = Math.floor(frame);
  const s = frame - at;
  const weights = [
    ((2 - s) * s - 1) * s * 0.5,
    ((3 * s - 5) * s * s + 2) * 0.5,
    ((4 - 3 * s) * s + 1) * s * 0.5,
    (s - 1) * s * s * 0.5,
  ];
  const placement = new Float32Array(PLACEMENT_SIZE);
  weights.forEach((weight, k) => {
    if (weight === 0) return;
    const from = (at - 1 + k) * PLACEMENT_SIZE;
    for (let i = 0; i < PLACEMENT_SIZE; i++) placement[i]! += weight * placements[from + i]!;
  });
  return placement;
}
