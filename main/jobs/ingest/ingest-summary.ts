import type { IngestSummary } from "../../../shared/desk/ingest.ts";
import type { IngestResult } from "./ingest-folder.ts";

/** What the archive has, in figures. */
export function summaryOf({ archive: { films }, report }: IngestResult): IngestSummary {
  const shots = films.flatMap((film) => film.shots);
  const failed = shots.filter(({ state }) => state === "failed").length;
  return {
    films: films.length,
    shots: shots.length,
    takes: shots.filter(({ take }) => take !== null).length,
    failed: failed + films.filter(({ fault }) => fault !== null).length,
    seconds: shots.reduce((sum, { begin, end }) => sum + end - begin, 0),
    kept: shots.reduce((sum, { kept }) => sum + kept, 0),
    report,
  };
}
