import type { DanceTrack } from "../../archive/tracks.ts";
import { type Random, seededRandom } from "../../motion/random.ts";
import { ConfigError } from "../../system/errors.ts";
import { loadCheckpoint, type Run } from "./checkpoint.ts";
import { type Archive, frameCount } from "./data/dataset.ts";
import type { OptimiserState } from "./optimiser/optimiser.ts";
import type { ParameterGroup } from "./trainable-type.ts";
import type { TrainingChoice } from "./types.ts";

export interface RunOptions extends TrainingChoice {
  readonly archive: string;
  /** Takes that do not train: the model that does best on them is kept. */
  readonly validation: string | null;
  readonly output: string;
  readonly steps: number;
  readonly seed: number;
  readonly resume: boolean;
}

/**
 * A new run, or the one in the checkpoint.
 * @param begin what a new one begins with
 * @throws ConfigError when the run to resume began with other takes.
 */
export async function beginOrResume(
  options: RunOptions,
  archive: Archive,
  validation: readonly DanceTrack[],
  groups: readonly ParameterGroup[],
  shards: number,
  begin: (random: Random) => OptimiserState,
): Promise<{ run: Run; optimiser: OptimiserState }> {
  const { type, critic, hearing = false, seed, steps, output } = options;
  const takes = listed(archive.dances);
  const validationTakes = listed(validation.map(({ name, frames }) => ({ name, frames: frames.length })));
  if (!options.resume) {
    const about = { type, critic, seed, steps, shards, archive: takes, validation: validationTakes };
    return {
      run: { ...about, ...(hearing && { hearing }), minutes: 0, best: null, history: [] },
      optimiser: begin(seededRandom(seed)),
    };
  }
  const resumed = await loadCheckpoint(output, { type, critic, hearing }, groups);
  for (const [name, now, then] of [
    [options.archive, takes, resumed.run.archive],
    [options.validation ?? "no --validation", validationTakes, resumed.run.validation],
  ]) {
    if (now !== then)
      throw new ConfigError(`${name}: other takes than the run to resume in ${output} began with`);
  }
  return resumed;
}

const listed = (dances: readonly { readonly name: string; readonly frames: number }[]): string =>
  dances.map(({ name, frames }) => `${name} ${frames}`).join(", ");

/** One line about what a run trains on and where it is. */
export function describeRun(archive: Archive, run: Run, step: number): string {
  const { dances, fps, styles } = archive;
  const seconds = frameCount(archive) / fps;
  const takes = new Set(dances.map(({ name }) => name)).size;
  const length = seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} minutes`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${length} of dance at ${fps} frames a second (${styles.join(", ")}); step ${step} of ${run.steps}`;
}
