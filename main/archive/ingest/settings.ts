import * as v from "valibot";
import { number, setting, whole } from "../../schema/kinds.ts";

/** What of a film is kept: thresholds of trust, each of which a rejection names with what was measured. */
const Ingest = v.strictObject({
  people: setting(whole(1, 6), 4, "how many dancers are followed at most in a film"),
  cutChange: setting(
    number(0.01, 2),
    0.15,
    "how far a picture of a film differs from the one before it where there is a cut, movement and brightness taken out, where 1 is another picture",
  ),
  cutContrast: setting(
    number(1, 100),
    1.7,
    "by how many times a cut stands out from the changes of half a second around it",
  ),
});

export const INGEST_SETTINGS = {
  ingest: setting(Ingest, {}, "what of a film is kept in an archive"),
} as const;

export type IngestSettings = Readonly<v.InferOutput<typeof Ingest>>;
