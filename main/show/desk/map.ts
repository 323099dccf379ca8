import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { TAKE_LIMITS } from "../../../shared/desk/library.ts";
import { type MapReport, SELECTION_LIMITS } from "../../../shared/desk/map.ts";
import type { TakeLibrary } from "../../archive/library/library.ts";
import { pathOfTake } from "../../archive/library/names.ts";
import type { MomentSearch } from "../../archive/moments/moment-search.ts";
import { saveSelection } from "../../archive/selection.ts";
import type { MapOptions } from "../../jobs/map/make-map.ts";
import { whole } from "../../schema/kinds.ts";
import { ConfigError, UserError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { ChildJob } from "../child-job.ts";
import type { LiveDancers } from "./live-dancers.ts";
import type { DeskHandlers } from "./requests.ts";

/** An archive that the settings name. */
export interface MappedArchive {
  /** Its folder, as the settings name it. */
  readonly folder: string;
  readonly search: MomentSearch;
  /** Its takes: made when they are first edited. */
  readonly library: () => TakeLibrary;
  /** Whether it is the folder that the desk's library shows. */
  readonly inLibrary: boolean;
  /** Makes its map. */
  readonly maker: Pick<ChildJob<MapOptions, readonly string[]>, "run" | "isRunning" | "start" | "stop">;
  /** Of the map that is made. */
  readonly seed: number;
}

export const MAP_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "../../jobs/map/map-process"));

const MOST_TRACKS = 2 ** 31 - 1;
const name = v.pipe(v.string(), v.maxLength(400));
const Named = v.strictObject({ name });
const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));

/** Shows the desk the archive as a map, and does what is asked of the takes that were brushed there. */
export function mapRequests(
  archive: MappedArchive | null,
  live: LiveDancers,
): Pick<DeskHandlers, Extract<keyof DeskHandlers, `map/${string}`>> {
  const there = (): MappedArchive => {
    if (archive) return archive;
    throw new ConfigError("archive names nothing, expected a folder of takes to show a map of");
  };
  const report = async (): Promise<MapReport> => {
    if (!archive) return { state: "no-archive" };
    const { folder, search, inLibrary } = archive;
    const found = await search.map();
    if (!found) return { state: "opening" };
    const { fault, map } = found;
    return map
      ? { state: "there", archive: folder, inLibrary, ...map }
      : { state: "no-map", archive: folder, fault };
  };
  return {
    "map/report": { schema: v.null(), answer: report },
    "map/making": { schema: v.null(), answer: async () => archive?.maker.run ?? null },
    "map/make": {
      schema: v.null(),
      async answer() {
        const { folder, maker, seed } = there();
        if (maker.isRunning) throw new UserError("the map is being made already; stop that first");
        maker.start({ archive: folder, by: "style", seed });
        return null;
      },
    },
    "map/stop": {
      schema: v.null(),
      async answer() {
        archive?.maker.stop();
        return null;
      },
    },
    "map/tracks": {
      schema: v.strictObject({ offset: whole(0, MOST_TRACKS) }),
      answer: async ({ offset }) => there().search.tracks(offset),
    },
    "map/dancers": {
      schema: v.null(),
      async answer() {
        const dancing = live.all();
        if (!archive || dancing.length === 0) return { dancers: [] };
        const places = await archive.search.places(dancing.map(({ features }) => features));
        return { dancers: places.map((place, at) => ({ id: dancing[at]!.id, ...place })) };
      },
    },
    "map/tag": {
      schema: v.strictObject({ name, tag: line(TAKE_LIMITS.tag) }),
      async answer({ name: take, tag }) {
        await there().library().tag(take, tag);
        return null;
      },
    },
    "map/drop": { schema: Named, answer: async ({ name: take }) => there().library().delete(take) },
    "map/bring-back": {
      schema: v.strictObject({ id: name }),
      answer: async ({ id }) => ({ names: await there().library().undo(id) }),
    },
    "map/keep-selection": {
      schema: v.strictObject({
        name: line(SELECTION_LIMITS.name),
        takes: v.pipe(v.array(name), v.minLength(1), v.maxLength(SELECTION_LIMITS.takes)),
      }),
      async answer({ name: selection, takes }) {
        const { folder } = there();
        for (const take of takes) pathOfTake(folder, take);
        const file = await saveSelection(folder, selection, takes);
        return { command: `continuo train "${folder}" --only "${file}" -o models/mine` };
      },
    },
  };
}
