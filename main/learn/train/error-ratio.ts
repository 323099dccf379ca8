import type { BodyPoint } from "../../../shared/pose.ts";
import { generate, observeAll } from "../../generators/generate.ts";
import type { Generator } from "../../generators/generator.ts";
import type { DanceTrack } from "./tracks.ts";

/** Frames after the seed at which a continuation is compared: 67, 167, 333, 400, 567 and 1000 ms at 30 a second. */
export const HORIZONS: readonly number[] = [2, 5, 10, 12, 17, 30];
const SEED_SECONDS = 2;
/** Of the dance between one seed and the next; more where there is more dance than for so many. */
const EVERY_SECONDS = 1;
const MOST_SEEDS = 512;

export interface ErrorRatio {
  readonly frame: number;
  /** Mean distance of the keypoints in body space, metres: of the expected path, and of repeating the last frame. */
  readonly error: number;
  readonly repeating: number;
}

/** How far the expected path is off after 2 s of seed, over all of the tracks; however long they are, it does not take longer. */
export async function errorRatios(
  generator: Generator,
  tracks: readonly DanceTrack[],
): Promise<readonly ErrorRatio[]> {
  const seed = Math.round(SEED_SECONDS * generator.fps);
  const far = HORIZONS.at(-1)!;
  const all = tracks.reduce((sum, { frames }) => sum + frames.length, 0);
  const every = Math.max(Math.round(EVERY_SECONDS * generator.fps), Math.ceil(all / MOST_SEEDS));
  const errors = HORIZONS.map(() => 0);
  const still = HORIZONS.map(() => 0);
  let count = 0;
  for (const { frames } of tracks) {
    const ends: number[] = [];
    for (let end = seed; end + far <= frames.length; end += every) ends.push(end);
    if (ends.length === 0) continue;
    const states = ends.map((end) => observeAll(generator, frames.slice(end - seed, end)));
    const continuation = generate(generator, states, { temperature: 0, styles: null }, noChance);
    for (let ahead = 1; ahead <= far; ahead++) {
      const danced = (await continuation.next()).value;
      const place = HORIZONS.indexOf(ahead);
      if (place < 0) continue;
      ends.forEach((end, row) => {
        const real = frames[end - 1 + ahead]!.body;
        errors[place]! += distance(danced[row]!.body, real);
        still[place]! += distance(frames[end - 1]!.body, real);
      });
    }
    count += ends.length;
  }
  return HORIZONS.map((frame, place) => ({
    frame,
    error: errors[place]! / count,
    repeating: still[place]! / count,
  }));
}

function distance(a: readonly BodyPoint[], b: readonly BodyPoint[]): number {
  return a.reduce((sum, p, j) => sum + Math.hypot(p.x - b[j]!.x, p.y - b[j]!.y, p.z - b[j]!.z), 0) / a.length;
}

function noChance(): number {
  throw new Error("the expected path needs no chance");
}
