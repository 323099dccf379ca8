import { join } from "node:path";
import { PIECE_FPS } from "../../../shared/piece/piece.ts";
import { type Clip, clipOf, frameOf, rowAt } from "../../motion/clip.ts";
import { isWhole, type MotionFrame } from "../../motion/motion-frame.ts";
import { UserError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import { CONTINUATION_TAG } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";
import type { JoinTask } from "./join-task.ts";

/** Folder of the danced joins, beside the pieces. */
const JOINS = "joins";

const fileOf = (folder: string, { key }: JoinTask): string => join(folder, JOINS, `${key}.take.ndjson`);

/** The way as it was danced before: see `Sequence.way`. null where it was not yet, or its file is damaged. */
export async function keptJoin(folder: string, task: JoinTask): Promise<Clip | null> {
  try {
    const { frames } = await readTake(fileOf(folder, task), { onDamage: () => {} });
    const way: MotionFrame[] = [];
    for await (const { people } of frames) {
      const { body, root } = people[0] ?? { body: null, root: null };
      if (body && root && isWhole(body)) way.push({ body, root });
      if (way.length > task.frames + 2) return null;
    }
    return way.length === task.frames + 2 ? clipOf(way) : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Keeps a way as a take. @param by what danced it. @throws SourceError naming the file. */
export async function keepJoin(folder: string, task: JoinTask, way: Clip, by: string): Promise<void> {
  const file = fileOf(folder, task);
  await makeFolder(join(folder, JOINS));
  const about = { source: `danced by ${by} between two clips of a piece`, licence: "", dancer: "" };
  const frames = Array.from({ length: way.frames }, (_, frame) => ({
    t: frame / PIECE_FPS,
    people: [{ id: 1, image: null, ...frameOf(rowAt(way, frame)) }],
  }));
  await writeTake(file, { fps: PIECE_FPS, ...about, tags: [CONTINUATION_TAG] }, frames);
}
