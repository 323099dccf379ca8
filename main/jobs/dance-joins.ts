import { dirname, join } from "node:path";
import { PIECE_FPS } from "../../shared/piece/piece.ts";
import type { JoinTask } from "../archive/piece/join-task.ts";
import { keepJoin, keptJoin } from "../archive/piece/joins.ts";
import { readPiece } from "../archive/piece/piece-file.ts";
import { type RenderedPiece, renderPiece } from "../archive/piece/render-piece.ts";
import { dancedWay } from "../generators/danced-way.ts";
import type { Clip } from "../motion/clip.ts";
import { seededRandom } from "../motion/random.ts";
import { type OpenedGenerator, openGenerator } from "../runtime/open-generator.ts";
import { ModelError } from "../system/errors.ts";
import { type JobContext, step } from "../system/job.ts";

/** On every machine the same: a piece and its seed give the same joins. */
const BACKEND = "wasm";

export interface DanceJoinsOptions {
  /** The piece's file. */
  readonly piece: string;
  /** Folder of the model that dances. */
  readonly model: string;
}

/**
 * Dances the joins of a piece that are not there yet, and keeps each as a take beside it.
 * @returns the piece, with all of them. @throws UserError when a file or the model is not what it should be; the signal's
 *   reason when it is stopped: then the joins until there are kept.
 */
export async function danceJoins(
  { piece: file, model }: DanceJoinsOptions,
  context: JobContext,
): Promise<RenderedPiece> {
  const { piece } = await readPiece(file);
  const folder = dirname(file);
  let opened: OpenedGenerator | null = null;
  const dance = async (task: JoinTask): Promise<Clip | null> => {
    const kept = await keptJoin(folder, task);
    if (kept) return kept;
    opened ??= await openDancer(model, context);
    const phase = `dancing the ${task.lane}'s join ${task.index}`;
    const way = await dancedWay(opened, task, seededRandom(task.seed), (done) =>
      step(context, { phase, unit: "percent", done: Math.round(100 * done), total: 100 }),
    );
    await keepJoin(folder, task, way, opened.description);
    // As it will be read from now on: a take has four decimals.
    return keptJoin(folder, task);
  };
  try {
    return await renderPiece(piece, { fileOf: (take) => join(folder, take), wayOf: dance }, context);
  } finally {
    (opened as OpenedGenerator | null)?.dispose();
  }
}

/** @throws ModelError where the model's rate is not that of pieces. */
async function openDancer(model: string, { note }: JobContext): Promise<OpenedGenerator> {
  const generator = await openGenerator(model, BACKEND);
  if (generator.fps !== PIECE_FPS) {
    generator.dispose();
    throw new ModelError(`${model}: dances at ${generator.fps} frames a second, expected ${PIECE_FPS}`);
  }
  note(`${generator.description}; ${generator.backend}`);
  return generator;
}
