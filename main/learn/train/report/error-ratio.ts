import type { BodyPoint } from "../../../../shared/pose.ts";
import type { DanceTrack } from "../../../archive/tracks.ts";
import { generate, observePhrases } from "../../../generators/generate.ts";
import type { Generator } from "../../../generators/generator.ts";

/** Frames after the seed at which a continuation is compared: 67, 167, 333, 400, 567 and 1000 ms at 30 a second. */
export const HORIZONS: readonly number[] = [2, 5, 10, 12, 17, 30];
const SEED_SECONDS = 2;
/** Of dance between one seed and the next; more where that would make more than 512 seeds. */
const EVERY_SECONDS = 1;
const MOST_SEEDS = 512;

/** Frames that a track needs to be measured on. */
export const framesMeasured = (fps: number): number => Math.round(SEED_SECONDS * fps) + HORIZONS.at(-1)!;

export interface ErrorRatio {
  readonly frame: number;
  /** Mean distance of the keypoints in body space, metres: of the expected path, and of the zero-velocity baseline. */
  readonly error: number;
  readonly repeating: number;
}

/**
 * Error of the expected path after 2 s of seed, over at most 512 seeds spread over all of the tracks, one of which has
 * at least `framesMeasured`.
 */
export async function errorRatios(
  generator: Generator,
  tracks: readonly DanceTrack[],
): Promise<readonly ErrorRatio[]> {
  const seed = Math.round(SEED_SECONDS * generator.fps);
  const far = HORIZONS.at(-1)!;
  const all = tracks.reduce((sum, { frames }) => sum + frames.length, 0);
  const every = Math.max(Math.round(EVERY_SECONDS * generator.fps), Math.ceil(all / MOST_SEEDS));
  const errors = HORIZONS.map(() => 0);
  const repeating = HORIZONS.map(() => 0);
  let count = 0;
  for (const { frames } of tracks) {
    const ends: number[] = [];
    for (let end = seed; end + far <= frames.length; end += every) ends.push(end);
    if (ends.length === 0) continue;
    const states = observePhrases(
      generator,
      ends.map((end) => frames.slice(end - seed, end)),
    );
    const rollout = generate(generator, states, { temperature: 0, styles: null }, noRandom);
    for (let ahead = 1; ahead <= far; ahead++) {
      const generated = (await rollout.next()).value;
      const index = HORIZONS.indexOf(ahead);
      if (index < 0) continue;
      ends.forEach((end, row) => {
        const real = frames[end - 1 + ahead]!.body;
        errors[index]! += distance(generated[row]!.body, real);
        repeating[index]! += distance(frames[end - 1]!.body, real);
      });
    }
    count += ends.length;
  }
  return HORIZONS.map((frame, index) => ({
    frame,
    error: errors[index]! / count,
    repeating: repeating[index]! / count,
  }));
}

function distance(a: readonly BodyPoint[], b: readonly BodyPoint[]): number {
  return a.reduce((sum, p, j) => sum + Math.hypot(p.x - b[j]!.x, p.y - b[j]!.y, p.z - b[j]!.z), 0) / a.length;
}

function noRandom(): number {
  throw new Error("the expected path is not random");
}
