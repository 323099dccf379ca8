import { basename } from "node:path";
import { isPieceFile } from "../archive/piece/piece-file.ts";
import type { RenderedPiece } from "../archive/piece/render-piece.ts";
import { PIECE_TAG, type TakeFrame, type TakeHeader } from "../archive/take.ts";
import type { JobContext } from "../system/job.ts";
import { type DancedTake, nameOf, readDance } from "./dance-files.ts";
import { danceJoins } from "./dance-joins.ts";

/** Ids of the lanes where a piece becomes a take. */
export const LANE_IDS = { dancer: 1, partner: 2 } as const;
/** Letters of what a header says of where all takes of a piece come from. */
const LONGEST = 5000;

/**
 * A take, or a piece with all its joins danced: then the dancer has the id 1 and the partner 2.
 * @param model folder of the model that dances the joins which are not there yet.
 */
export async function readDanceOrPiece(
  file: string,
  model: string,
  context: JobContext,
): Promise<DancedTake> {
  if (!isPieceFile(file)) return readDance(file, context);
  const piece = await danceJoins({ piece: file, model }, context);
  return { header: headerOf(piece, file), danced: framesOf(piece) };
}

/** Each lane of a piece on its own, or a take as it is, with what it is called. */
export async function readLanes(
  file: string,
  model: string,
  context: JobContext,
): Promise<readonly (DancedTake & { readonly label: string })[]> {
  const { header, danced } = await readDanceOrPiece(file, model, context);
  const label = nameOf(file);
  if (!isPieceFile(file)) return [{ header, danced, label }];
  return Object.entries(LANE_IDS).flatMap(([lane, id]) => {
    const alone = danced.map(({ t, people }) => ({ t, people: people.filter((one) => one.id === id) }));
    const isThere = alone.some(({ people }) => people.length > 0);
    return isThere ? [{ header, danced: alone, label: `${label}, ${lane}` }] : [];
  });
}

function framesOf(piece: RenderedPiece): readonly TakeFrame[] {
  return Array.from({ length: piece.frames }, (_, index) => {
    const frame = piece.frame(index);
    const people = (["dancer", "partner"] as const).flatMap((lane) => {
      const there = frame[lane];
      return there ? [{ id: LANE_IDS[lane], image: null, body: there.body, root: there.root }] : [];
    });
    return { t: frame.t, people };
  });
}

function headerOf({ fps, headers }: RenderedPiece, file: string): TakeHeader {
  const all = (of: (header: TakeHeader) => string) =>
    [...new Set(headers.map(of))]
      .filter((words) => words !== "")
      .join("; ")
      .slice(0, LONGEST);
  return {
    fps,
    source: `${basename(file)}, of: ${all(({ source }) => source)}`,
    licence: all(({ licence }) => licence),
    dancer: all(({ dancer }) => dancer),
    tags: [...new Set([...headers.flatMap(({ tags }) => tags), PIECE_TAG])],
  };
}
