import { join } from "node:path";
import * as v from "valibot";
import type { Seconds } from "../../../shared/pose.ts";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { accountOf } from "./account.ts";
import type { FilmAbout } from "./film-about.ts";
import { REJECTIONS, type ShotOutcome } from "./shot.ts";
import { type Appearance, suggestPeople } from "./who-is-who.ts";

/*
 * `archive.json`: what `ingest` knows of an archive, for people and programs. It is put together from the outcomes of its
 * shots, and says nothing that they do not: whoever loses it runs `ingest` again, which then does no shot.
 */

export const ARCHIVE_FILE = "archive.json";

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1e7));
const text = v.pipe(v.string(), v.maxLength(10_000));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const ShotSchema = v.strictObject({
  /** Of its take and its outcome. */
  stem: text,
  begin: seconds,
  end: seconds,
  state: v.picklist(["done", "waiting", "failed"]),
  /** Bare name; null where nothing was kept. */
  take: v.nullable(text),
  /** In which somebody is in the take. */
  kept: seconds,
  /** In which nobody is, by reason. */
  rejected: v.record(v.picklist(REJECTIONS), seconds),
  fault: v.nullable(text),
});

const FilmSchema = v.strictObject({
  /** From the folder of films on, with `/`, and where that lay when it was made part of the archive. */
  name: text,
  path: text,
  /** Its size and time of change. */
  state: text,
  dancer: text,
  tags: v.array(text),
  source: text,
  licence: text,
  fps: v.number(),
  seconds,
  shots: v.array(ShotSchema),
  /** Why it could not be read, or not to its end, in one line. */
  fault: v.nullable(text),
});

const ArchiveSchema = v.strictObject({
  format: v.literal("continuo-archive"),
  version: v.literal(1),
  films: v.array(FilmSchema),
  /** Who may be who, by proportions: a suggestion, which no take is told. */
  people: v.array(
    v.strictObject({
      /** The dancer whom most of them are said to be; null where no film says. */
      dancer: v.nullable(text),
      seconds,
      /** Of standing, metres, at the median. */
      height: v.nullable(v.number()),
      appearances: v.array(v.strictObject({ stem: text, person: whole, dancer: text })),
    }),
  ),
  /** Takes of films or shots that are not there any more. */
  gone: v.array(text),
});
export type Archive = Readonly<v.InferOutput<typeof ArchiveSchema>>;
export type ArchiveFilm = Archive["films"][number];
export type ArchiveShot = ArchiveFilm["shots"][number];

/** A film and what is known of its shots so far. */
export interface KnownFilm {
  readonly name: string;
  readonly path: string;
  readonly state: string;
  readonly about: FilmAbout;
  readonly fps: number;
  readonly seconds: Seconds;
  readonly shots: readonly KnownShot[];
  readonly fault: string | null;
}

export interface KnownShot {
  readonly stem: string;
  readonly begin: Seconds;
  readonly end: Seconds;
  /** null while it waits. */
  readonly outcome: ShotOutcome | null;
}

/** Thousandths: what comes after them is chance. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function composeArchive(films: readonly KnownFilm[], gone: readonly string[]): Archive {
  const people = suggestPeople(films.flatMap(({ shots }) => shots.flatMap(appearancesIn)));
  return {
    ...{ format: "continuo-archive", version: 1 },
    films: films.map(({ about, shots, fps, ...film }) => ({
      ...{ ...film, ...about, tags: [...about.tags] },
      ...{ fps: rounded(fps), seconds: rounded(film.seconds), shots: shots.map(shotOf) },
    })),
    people: people.map(({ dancer, seconds: length, height, appearances }) => ({
      ...{ dancer, seconds: rounded(length), height: height === null ? null : rounded(height) },
      appearances: appearances.map(({ stem, person, dancer: said }) => ({ stem, person, dancer: said })),
    })),
    gone: [...gone],
  };
}

function shotOf({ stem, begin, end, outcome }: KnownShot): ArchiveShot {
  const place = { stem, begin: rounded(begin), end: rounded(end) };
  if (outcome === null || outcome.fault !== null) {
    const state = outcome === null ? "waiting" : "failed";
    return { ...place, state, take: null, kept: 0, rejected: {}, fault: outcome?.fault ?? null };
  }
  const { kept, rejected } = accountOf(outcome);
  const reasons = REJECTIONS.flatMap((one) =>
    rejected[one] ? [[one, rounded(rejected[one])] as const] : [],
  );
  return {
    ...{ ...place, state: "done", take: outcome.take, kept: rounded(kept) },
    ...{ rejected: Object.fromEntries(reasons), fault: null },
  };
}

function appearancesIn({ stem, outcome }: KnownShot): readonly Appearance[] {
  if (outcome === null) return [];
  const { people, kept, task } = outcome;
  return people.flatMap(({ id, height, proportions }) => {
    if (proportions === null) return [];
    const stretches = kept.filter(({ person }) => person === id);
    const length = stretches.reduce((sum, { begin, end }) => sum + end - begin, 0);
    return length > 0
      ? [{ stem, person: id, dancer: task.dancer, seconds: length, height, proportions, stretches }]
      : [];
  });
}

export const writeArchiveFile = (folder: string, archive: Archive): Promise<void> =>
  replaceFile(join(folder, ARCHIVE_FILE), `${JSON.stringify(archive, null, 1)}\n`);

/** @throws SourceError naming the file. */
export async function readArchiveFile(folder: string): Promise<Archive> {
  const file = join(folder, ARCHIVE_FILE);
  const expected = { expected: "an archive.json of ingest", mostBytes: 1 << 28, Fault: SourceError };
  const archive = v.safeParse(ArchiveSchema, await readJsonFile(file, expected));
  if (archive.success) return archive.output;
  const [issue] = archive.issues;
  throw new SourceError(
    `${file}: ${v.getDotPath(issue) ?? "it"} is ${issue.received}, expected ${issue.expected}`,
  );
}
