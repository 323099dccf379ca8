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
  darkest: setting(
    number(0, 1),
    0.12,
    "brightness of the brightest twentieth of a picture, under which it is too dark, where 1 is white",
  ),
  softest: setting(
    number(0, 2),
    0.6,
    "sharpness of a picture under which it is blurred, where sharp ones have 1 and more",
  ),
  shakiest: setting(
    number(0, 10),
    0.5,
    "how fast the background moves at most, in lengths of the picture's longer side a second",
  ),
  smallest: setting(number(10, 2000, "pixels"), 120, "height that a dancer would have standing, at least"),
  cutOff: setting(
    number(0, 1),
    0.15,
    "share of a dancer's joints that lies beyond the edge of the picture, at most",
  ),
  sureness: setting(number(0, 1), 0.5, "mean score of a dancer's joints, at least"),
  apart: setting(
    number(0, 2, "m"),
    0.3,
    "how near the hips of two dancers may come in the picture before they may be taken for each other",
  ),
  fastest: setting(
    number(1, 100, "m/s"),
    10,
    "how fast hips move at most before somebody else is taken for her",
  ),
  longestGap: setting(
    number(0, 0.5, "s"),
    0.5,
    "how long a dancer may not be seen or trusted, and is bridged",
  ),
  shortest: setting(number(0.1, 60, "s"), 2, "how long what is kept of a dancer is at least"),
});

export const INGEST_SETTINGS = {
  ingest: setting(Ingest, {}, "what of a film is kept in an archive"),
} as const;

export type IngestSettings = Readonly<v.InferOutput<typeof Ingest>>;
