import { resolve } from "node:path";
import { PLAYED_ONCE } from "../../../shared/desk/playback.ts";
import type { Change } from "../../../shared/desk/requests.ts";
import type { TakeLibrary } from "../../archive/library/library.ts";
import { pathOfTake } from "../../archive/library/names.ts";
import { threadedLibrary } from "../../archive/library/threaded-library.ts";
import type { MomentSearch } from "../../archive/moments/moment-search.ts";
import { threadedMoments } from "../../archive/moments/threaded-moments.ts";
import { pathOfRecording } from "../../archive/piece/path-of-recording.ts";
import type { MapOptions } from "../../jobs/map/make-map.ts";
import { ChildJob } from "../child-job.ts";
import type { ExportFolder } from "../exports/export-folder.ts";
import { Exports, type ExportsParts } from "../exports/exports.ts";
import { archiveRequests } from "./archive.ts";
import { DancedLines } from "./danced-lines.ts";
import { exportRequests } from "./exports.ts";
import { libraryRequests } from "./library.ts";
import type { LiveDancers } from "./live-dancers.ts";
import { MAP_ENTRY, mapRequests } from "./map.ts";
import { pieceRequests } from "./pieces.ts";
import { DeskPlayback, type PlaybackParts } from "./playback.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DeskTakesParts extends Pick<PlaybackParts, "input" | "tellOperator"> {
  /** Folder of the takes and the pieces that are made of them. */
  readonly folder: string;
  /** Folder of the archive whose moments are found; null for none. */
  readonly archive: string | null;
  readonly live: LiveDancers;
  /** Of the map that is made of the archive. */
  readonly seed: number;
  /** Folder of the model that dances joins of pieces. */
  readonly model: string;
  /** Where what is given away lies. */
  readonly downloads: ExportFolder;
  readonly spawnJob: ExportsParts["spawn"];
  readonly reveal: ExportsParts["reveal"];
  readonly onChange: (what: Change) => void;
}

type TakeHandlers = Pick<
  DeskHandlers,
  Extract<
    keyof DeskHandlers,
    `${"archive" | "map" | "library" | "pieces" | "playback" | "exports"}/${string}`
  >
>;

/** Everything that desks do with takes: find and edit them, put them in a row, play them on the stage, give them away. */
export function takeRequests(parts: DeskTakesParts): {
  readonly handlers: TakeHandlers;
  /** The moments of the archive and its map; null where there is no archive. */
  readonly search: MomentSearch | null;
  /** Plays a take or a piece on the stage, once; what is in the way is told. */
  play(name: string): void;
  /** The stage is the source's again. */
  live(): void;
  close(): Promise<void>;
} {
  const { model, downloads, spawnJob, reveal, input, onChange, tellOperator } = parts;
  const folder = resolve(parts.folder);
  const changed = (what: Change) => () => onChange(what);
  const library = threadedLibrary({ folder, onChange: changed("library") });
  const archive = parts.archive === null ? null : resolve(parts.archive);
  const search = archive === null ? null : threadedMoments(archive, changed("archive"));
  const lines = new DancedLines({ search, takes: folder, now: () => Date.now() });
  const fileOf = (name: string) => lines.fileOf(name) ?? pathOfRecording(folder, name);
  const archiveLibrary = { made: null as TakeLibrary | null };
  const ownLibrary = () => {
    archiveLibrary.made ??= threadedLibrary({ folder: archive!, onChange: changed("archive") });
    return archiveLibrary.made;
  };
  const maker = new ChildJob<MapOptions, readonly string[]>({
    ...{ entry: MAP_ENTRY, spawn: spawnJob, onChange: changed("map") },
    // It is of the takes as they are by now.
    onDone: () => void search?.reopen().then(changed("archive"), () => {}),
  });
  const mapped =
    archive === null || search === null
      ? null
      : {
          ...{ folder: parts.archive!, search, inLibrary: archive === folder, maker, seed: parts.seed },
          library: archive === folder ? () => library : ownLibrary,
        };
  const pieces = pieceRequests({ folder, model, onChange: changed("pieces") });
  const playback = new DeskPlayback({ input, fileOf, tellOperator });
  const exports = new Exports({
    ...{ folder: downloads, spawn: spawnJob, fileOf, model, reveal },
    onChange: changed("exports"),
  });
  return {
    search,
    handlers: {
      ...libraryRequests(library),
      ...archiveRequests({
        ...{ search, live: parts.live, fileOf },
        archiveFileOf: (name) => pathOfTake(archive!, name),
        play: (start, file) => playback.play(start, file),
      }),
      ...lines.requests,
      ...mapRequests(mapped, parts.live),
      ...pieces.handlers,
      ...playback.requests,
      ...exportRequests(exports),
    },
    play(name) {
      playback.play({ ...PLAYED_ONCE, name }).catch((error: Error) => tellOperator(error.message));
    },
    live: () => playback.stop(),
    async close() {
      pieces.close();
      const ending = [library, exports, maker, lines, search, archiveLibrary.made];
      await Promise.all(ending.map((each) => each?.close()));
    },
  };
}
