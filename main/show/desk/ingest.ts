import * as v from "valibot";
import { LONGEST_PATH } from "../../../shared/desk/ingest.ts";
import type { IngestJob } from "../ingest/ingest-job.ts";
import type { DeskHandlers } from "./requests.ts";

const Films = v.strictObject({ films: v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_PATH)) });

/** Makes films part of the archive for desks. */
export function ingestRequests(
  job: IngestJob,
): Pick<DeskHandlers, Extract<keyof DeskHandlers, `ingest/${string}`>> {
  return {
    "ingest/state": { schema: v.null(), answer: async () => job.state },
    "ingest/start": {
      schema: Films,
      async answer({ films }) {
        job.start(films);
        return null;
      },
    },
    "ingest/stop": {
      schema: v.null(),
      async answer() {
        job.stop();
        return null;
      },
    },
  };
}
