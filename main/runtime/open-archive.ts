import { type MomentIndex, openBuiltMoments } from "../archive/moments/moments-file.ts";

export interface OpenedArchive {
  /** null where it cannot be danced. */
  readonly moments: MomentIndex | null;
  /** Why not. */
  readonly missing: string | null;
}

/**
 * The moments of the archive that the settings name, for the mode that dances them, as they were gathered last: a show that
 * is on waits for no gathering. Never throws.
 * @param fps frames a second that the engine goes by.
 */
export async function openArchive(archive: string | null, fps: number): Promise<OpenedArchive> {
  const none = (missing: string): OpenedArchive => ({ moments: null, missing });
  if (archive === null) return none("mode is archive and archive names nothing, expected a folder of takes");
  try {
    const moments = await openBuiltMoments(archive);
    if (moments.fps === fps) return { moments, missing: null };
    return none(`${archive} has ${moments.fps} frames a second, expected the ${fps} of the model`);
  } catch (error) {
    return none(error instanceof Error ? error.message : String(error));
  }
}
