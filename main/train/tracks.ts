import { basename } from "node:path";
import type { BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { readTake } from "../archive/take-reader.ts";
import { SourceError } from "../errors.ts";

/** One dancer through one take, as far as every joint is known without a hole. */
export interface RawTrack {
  readonly name: string;
  readonly style: string;
  readonly fps: number;
  readonly source: string;
  readonly licence: string;
  readonly bodies: readonly (readonly BodyPoint[])[];
  readonly roots: readonly RoomPoint[];
}

interface Growing {
  readonly bodies: (readonly BodyPoint[])[];
  readonly roots: RoomPoint[];
}

/** The unbroken stretches of each dancer in a take; a take that cannot be read is named in `onProblem`. */
export async function readTracks(
  file: string,
  onProblem: (line: string) => void,
): Promise<readonly RawTrack[]> {
  const stretches: Growing[] = [];
  const open = new Map<number, Growing>();
  try {
    const { header, frames } = await readTake(file, { onDamage: onProblem });
    for await (const { people } of frames) {
      const complete = people.filter(({ body, root }) => root && body?.every((joint) => joint));
      for (const id of open.keys()) if (!complete.some((person) => person.id === id)) open.delete(id);
      for (const { id, body, root } of complete) {
        let stretch = open.get(id);
        if (!stretch) {
          stretch = { bodies: [], roots: [] };
          open.set(id, stretch);
          stretches.push(stretch);
        }
        stretch.bodies.push(body as readonly BodyPoint[]);
        stretch.roots.push(root!);
      }
    }
    if (stretches.length === 0) onProblem(`${file}: left out, no frame has body and root of a whole dancer`);
    const { fps, source, licence, tags } = header;
    const name = basename(file);
    return stretches.map((stretch) => ({
      name,
      style: tags[0] ?? "untagged",
      fps,
      source,
      licence,
      ...stretch,
    }));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    onProblem(`left out: ${error.message}`);
    return [];
  }
}
