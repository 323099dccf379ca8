/*
 * ENTRY of a child process: makes an archive of a folder of films for the show.
 */
import { serveJob } from "../serve-job.ts";
import { type IngestFilmsOptions, ingestFilms } from "./ingest-films.ts";
import { summaryOf } from "./ingest-summary.ts";

serveJob(async (options: IngestFilmsOptions, context, spawn) =>
  summaryOf(await ingestFilms(options, context, spawn)),
);
