import * as v from "valibot";
import { ARCHIVE_LIMITS, type ArchiveState, type LikeWhat } from "../../../shared/desk/archive.ts";
import {
  LONGEST_RECORDING,
  type PlaybackStart,
  type PlaybackState,
  SPEEDS,
} from "../../../shared/desk/playback.ts";
import type { Like, MomentSearch } from "../../archive/moments/moment-search.ts";
import { flag, number, text, whole } from "../../schema/kinds.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import type { LiveDancers } from "./live-dancers.ts";
import type { DeskHandlers } from "./requests.ts";

export interface ArchiveParts {
  /** null where the setting `archive` names nothing. */
  readonly search: MomentSearch | null;
  readonly live: LiveDancers;
  /** The path of a take of the library. @throws UserError where it is the name of none. */
  readonly fileOf: (name: string) => string;
  /** The path of a take of the archive. */
  readonly archiveFileOf: (name: string) => string;
  readonly play: (start: PlaybackStart, file: string) => Promise<PlaybackState | null>;
}

const MOST_MOMENTS = 2 ** 31;
const HIGHEST_ID = 2 ** 31 - 1;
const moment = whole(0, MOST_MOMENTS);
const id = v.nullable(whole(0, HIGHEST_ID));
const LikeSchema = v.union([
  v.strictObject({
    take: text("the name of a take"),
    t: number(0, LONGEST_RECORDING, "seconds"),
    person: id,
  }),
  v.strictObject({ moment }),
  v.strictObject({ live: id }),
]);

const NO_ARCHIVE: ArchiveState = { folder: null, moments: 0, tracks: 0, opening: null, fault: null };

/** Shows the desk an archive's moments, and those that are like one. */
export function archiveRequests({
  search,
  live,
  fileOf,
  archiveFileOf,
  play,
}: ArchiveParts): Pick<
  DeskHandlers,
  "archive/state" | "archive/open" | "archive/nearest" | "archive/pose" | "archive/play"
> {
  const searched = (): MomentSearch => {
    if (search) return search;
    throw new ConfigError("archive names nothing, expected a folder of takes to find moments in");
  };
  const likeOf = (asked: LikeWhat): Like => {
    if ("moment" in asked) return asked;
    if ("take" in asked) return { ...asked, take: fileOf(asked.take) };
    const features = live.featuresOf(asked.live);
    if (features) return { features };
    throw new SourceError("nobody to be seen whole dances now, expected a dancer to find moments like hers");
  };
  return {
    "archive/state": { schema: v.null(), answer: async () => (search ? search.state() : NO_ARCHIVE) },
    "archive/open": { schema: v.null(), answer: async () => (search ? search.reopen() : NO_ARCHIVE) },
    "archive/nearest": {
      schema: v.strictObject({ like: LikeSchema, count: whole(1, ARCHIVE_LIMITS.nearest) }),
      answer: async ({ like, count }) => searched().nearest(likeOf(like), count),
    },
    "archive/pose": {
      schema: v.strictObject({ moment, figures: whole(1, ARCHIVE_LIMITS.figures) }),
      answer: async (asked) => searched().pose(asked.moment, asked.figures),
    },
    "archive/play": {
      schema: v.strictObject({
        ...{ moment, loop: flag(), speed: number(SPEEDS.least, SPEEDS.most), mirrored: flag() },
      }),
      async answer({ moment: asked, ...manner }) {
        const { take, t } = await searched().pose(asked, 1);
        return play({ ...manner, name: take, from: t, to: null, seed: false }, archiveFileOf(take));
      },
    },
  };
}
