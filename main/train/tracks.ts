import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BodyPoint } from "../../shared/pose.ts";
import { readTake } from "../archive/take-reader.ts";
import type { MotionFrame } from "../engine/phrase/motion.ts";
import { Resampler } from "../engine/phrase/resampler.ts";
import { SourceError } from "../errors.ts";

/** One dancer through one take, as far as she is whole without a longer hole, at an even rate. */
export interface Track {
  /** The take's file name. */
  readonly name: string;
  /** The take's first tag. */
  readonly style: string;
  readonly fps: number;
  readonly source: string;
  readonly licence: string;
  readonly frames: readonly MotionFrame[];
}

/**
 * Every dancer in every take of a folder. A take that is broken, or has no body in it, is named in `onProblem` and
 * left out.
 * @throws SourceError when there is no take, or one of another frame rate than the rest.
 */
export async function* tracksOf(
  folder: string,
  onProblem: (line: string) => void,
  onTake: (done: number, of: number) => void = () => {},
): AsyncGenerator<Track> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be read (${error.message}), expected a folder of takes`);
  });
  const files = names.filter((name) => /\.take\.ndjson(\.gz)?$/.test(name)).sort();
  if (files.length === 0) {
    throw new SourceError(
      `${folder}: no *.take.ndjson or *.take.ndjson.gz in it; \`continuo import\` makes takes`,
    );
  }
  let first: Track | null = null;
  for (const [index, file] of files.entries()) {
    onTake(index, files.length);
    for (const track of await readTracks(join(folder, file), onProblem)) {
      first ??= track;
      if (track.fps !== first.fps) {
        throw new SourceError(
          `${join(folder, track.name)}: ${track.fps} frames a second, expected ${first.fps} as in ${first.name}; ` +
            "import all takes at one rate, or train a model for each",
        );
      }
      yield track;
    }
  }
}

/** The same, all at once. */
export async function readArchive(
  folder: string,
  onProblem: (line: string) => void,
): Promise<readonly Track[]> {
  return Array.fromAsync(tracksOf(folder, onProblem));
}

async function readTracks(file: string, onProblem: (line: string) => void): Promise<readonly Track[]> {
  const stretches: MotionFrame[][] = [];
  /** By dancer: a camera's frames come when they like, and are brought to the take's even grid. */
  const grids = new Map<number, Resampler>();
  const newest = new Map<number, MotionFrame[]>();
  try {
    const { header, frames } = await readTake(file, { onDamage: onProblem });
    for await (const { t, people } of frames) {
      for (const { id, body, root } of people) {
        if (!root || !body?.every((joint) => joint !== null)) continue;
        const grid = grids.get(id) ?? new Resampler(header.fps);
        const { frames: due, broken } = grid.push(t, { body: body as readonly BodyPoint[], root });
        if (broken || !grids.has(id)) newest.set(id, stretches[stretches.push([]) - 1]!);
        grids.set(id, grid);
        newest.get(id)!.push(...due.map(({ frame }) => frame));
      }
    }
    if (stretches.length === 0)
      onProblem(`${file}: left out, no frame of it has body and root of a whole dancer`);
    const { fps, source, licence, tags } = header;
    const about = { name: basename(file), style: tags[0] ?? "untagged", fps, source, licence };
    return stretches.map((stretch) => ({ ...about, frames: stretch }));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    onProblem(`left out: ${error.message}`);
    return [];
  }
}
