import { isDeepStrictEqual } from "node:util";
import type { Stretch } from "../../../shared/pose.ts";
import type { FilmAbout } from "../../archive/ingest/film-about.ts";
import { type FilmRecord, writeFilmRecord } from "../../archive/ingest/film-record.ts";
import { stemOfShot } from "../../archive/ingest/film-stems.ts";
import type { FilmFile } from "../../archive/ingest/find-films.ts";
import { partsOf } from "../../archive/ingest/parts.ts";
import type { ShotTask } from "../../archive/ingest/shot.ts";
import { UserError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";

/** A film, and what its takes are called and are told. */
export interface NamedFilm extends FilmFile {
  readonly stem: string;
  readonly about: FilmAbout;
}

/** With what is known of its shots; null where not a frame of it can be read. */
export interface ShotFilm extends NamedFilm {
  readonly record: FilmRecord | null;
  /** Why it cannot be read, or not to its end. */
  readonly fault: string | null;
}

export type FoundShots = Pick<FilmRecord, "fps" | "seconds" | "fault"> & {
  readonly shots: readonly Stretch[];
};

/** Finds the shots of a film; reports how far it is. @throws UserError where not a frame of it can be read */
export type FindShots = (film: string, context: JobContext) => Promise<FoundShots>;

/**
 * The shots of each film: remembered, as long as the film is in the same state and they would be found the same way, or
 * found now. A film that cannot be read has a fault, and the others go on.
 * @param settings by which they are found.
 * @throws the signal's reason when stopped: what was found is remembered.
 */
export async function shotsOfFilms(
  archive: string,
  films: readonly NamedFilm[],
  records: ReadonlyMap<string, FilmRecord>,
  settings: FilmRecord["settings"],
  find: FindShots,
  context: JobContext,
): Promise<readonly ShotFilm[]> {
  const { signal, report, note } = context;
  const isNew = (film: NamedFilm) => {
    const known = records.get(film.name);
    return !known || known.state !== film.state || !isDeepStrictEqual(known.settings, settings);
  };
  // By their sizes, which are known before anything is read, and go with the work.
  const total = megabytes(films.filter(isNew));
  const found: ShotFilm[] = [];
  const done: NamedFilm[] = [];
  for (const film of films) {
    signal.throwIfAborted();
    if (!isNew(film)) {
      const known = records.get(film.name)!;
      // Where it lies now is remembered, too.
      const record =
        known.path === film.path ? known : await writeFilmRecord(archive, { ...known, path: film.path });
      found.push({ ...film, record, fault: record.fault });
      continue;
    }
    const details = [`film ${found.length + 1} of ${films.length}`, film.name];
    const tell = (share: number) => {
      const read = Math.floor(megabytes(done) + share * megabytes([film]));
      report({ phase: "looking for shots", unit: "megabyte", done: read, total, details });
    };
    tell(0);
    try {
      const { fps, seconds, shots, fault } = await find(film.path, {
        ...context,
        report: (one) => tell(one.total ? Math.min(1, one.done / one.total) : 0),
      });
      const { path, name, state, stem } = film;
      const record = await writeFilmRecord(archive, {
        ...{ path, name, state, stem, fps, seconds, settings, fault },
        shots: shots.map(({ begin, end }) => ({ begin, end })),
      });
      found.push({ ...film, record, fault });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      note(error.message);
      found.push({ ...film, record: null, fault: error.message });
    }
    done.push(film);
  }
  return found;
}

const megabytes = (films: readonly FilmFile[]): number =>
  Math.ceil(films.reduce((sum, { state }) => sum + Number.parseInt(state, 10), 0) / 1e6);

/** What is to be done of a film. */
export function tasksOf(
  film: ShotFilm,
  archive: string,
  settings: ShotTask["settings"],
): readonly ShotTask[] {
  const { path, state, stem, about, record } = film;
  return partsOf(record?.shots ?? []).map(({ begin, end }, index) => ({
    ...{ film: path, filmState: state, begin, end, archive, stem: stemOfShot(stem, index + 1) },
    ...{ ...about, tags: [...about.tags], settings },
  }));
}
