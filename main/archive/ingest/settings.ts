import * as v from "valibot";
import { setting, whole } from "../../schema/kinds.ts";

/** What of a film is kept: `ingest` and the machines that work for it. */
const Ingest = v.strictObject({
  people: setting(whole(1, 6), 4, "how many dancers are followed at most in films"),
});

export const INGEST_SETTINGS = {
  ingest: setting(Ingest, {}, "what of a film is kept in an archive"),
} as const;

export type IngestSettings = Readonly<v.InferOutput<typeof Ingest>>;
