import type { Piece } from "../piece/piece.ts";
import type { Seconds } from "../pose.ts";
import type { ArchiveMoment, ArchiveState, LikeWhat, NearMoment } from "./archive.ts";
import type { LineDance, LinePoint } from "./dance-line.ts";
import type { ExportList, ExportWish } from "./exports.ts";
import type { IngestState } from "./ingest.ts";
import type { JobRun } from "./job-run.ts";
import type { LibraryPage, LibraryQuery, TakeDetail, TakeEdit, TrashEntry } from "./library.ts";
import type { DancerPlace, MapReport, MapTrackPage } from "./map.ts";
import type { JoinsReport, PieceEntry, PieceSaved, PieceSheet, TakeFigures } from "./pieces.ts";
import type {
  PlaybackAdjustment,
  PlaybackManner,
  PlaybackStart,
  PlaybackState,
  PlaybackStretch,
} from "./playback.ts";
import type { PracticeRequests } from "./practice.ts";
import type { QueueState } from "./queue.ts";
import type { SettingsEdit, SettingsSheet } from "./settings.ts";
import type { SurfaceRequests } from "./surface.ts";

/**
 * Everything that a desk may ask the host, by name: the question and the answer. Both are JSON. What else crosses
 * stands in `shared/desk/<room>.ts`; the host answers in `main/show/desk`, and `renderer/desk/host.ts` asks.
 */
export interface DeskRequests extends PracticeRequests, SurfaceRequests {
  "archive/state": { readonly ask: null; readonly answer: ArchiveState };
  /** Has the moments gathered anew where takes came, went or were written since. */
  "archive/open": { readonly ask: null; readonly answer: ArchiveState };
  /** The moments that are most like one, the nearest first; its own take around that time is left out. */
  "archive/nearest": {
    readonly ask: { readonly like: LikeWhat; readonly count: number };
    readonly answer: readonly NearMoment[];
  };
  /** One moment, with so many figures: 1 is the pose alone. */
  "archive/pose": {
    readonly ask: { readonly moment: number; readonly figures: number };
    readonly answer: ArchiveMoment;
  };
  /** Plays the take of a moment on the stage, from there on. */
  "archive/play": {
    readonly ask: PlaybackManner & { readonly moment: number };
    readonly answer: PlaybackState | null;
  };
  /** A line that was drawn over the archive's map. */
  "archive/dance-line": {
    readonly ask: { readonly points: readonly LinePoint[] };
    readonly answer: LineDance;
  };
  /** A danced line becomes a take of the library, under the same name. */
  "archive/keep-line": {
    readonly ask: { readonly name: string };
    readonly answer: { readonly name: string };
  };
  /** The page that has the camera prefers this one of the status's list from now on; `number` counts from 1. */
  "cameras/choose": {
    readonly ask: { readonly label: string; readonly number: number };
    readonly answer: null;
  };
  "exports/start": { readonly ask: ExportWish; readonly answer: { readonly id: number } };
  "exports/list": { readonly ask: null; readonly answer: ExportList };
  "exports/stop": { readonly ask: { readonly id: number }; readonly answer: null };
  "exports/delete": { readonly ask: { readonly name: string }; readonly answer: null };
  /** In the file manager of the show's machine. */
  "exports/reveal": { readonly ask: { readonly name: string }; readonly answer: null };
  "ingest/state": { readonly ask: null; readonly answer: IngestState };
  /** Makes the films of a folder of the show's machine part of the archive, or goes on with it. */
  "ingest/start": { readonly ask: { readonly films: string }; readonly answer: null };
  /** What is done stays done. */
  "ingest/stop": { readonly ask: null; readonly answer: null };
  /** A window of the takes that match. */
  "library/list": { readonly ask: LibraryQuery; readonly answer: LibraryPage };
  "library/get": { readonly ask: { readonly name: string }; readonly answer: TakeDetail };
  /** Its new name, with or without the ending; a partner's take goes along. */
  "library/rename": {
    readonly ask: { readonly name: string; readonly to: string };
    readonly answer: { readonly name: string };
  };
  "library/edit": { readonly ask: TakeEdit; readonly answer: null };
  /** Into the trash; a partner's take goes along with its dancer's. */
  "library/delete": { readonly ask: { readonly name: string }; readonly answer: TrashEntry };
  "library/undo": {
    readonly ask: { readonly id: string };
    readonly answer: { readonly names: readonly string[] };
  };
  "library/trash": { readonly ask: null; readonly answer: readonly TrashEntry[] };
  "map/report": { readonly ask: null; readonly answer: MapReport };
  /** How its map is being made, or was last; null before anybody has asked for that. */
  "map/making": { readonly ask: null; readonly answer: JobRun<readonly string[]> | null };
  /** Makes its map, or makes it anew. */
  "map/make": { readonly ask: null; readonly answer: null };
  /** What is being made is left, and the map stays as it was. */
  "map/stop": { readonly ask: null; readonly answer: null };
  "map/tracks": { readonly ask: { readonly offset: number }; readonly answer: MapTrackPage };
  /** Where the dancers are on it now; a desk that shows it asks ten times a second. */
  "map/dancers": { readonly ask: null; readonly answer: { readonly dancers: readonly DancerPlace[] } };
  /** A take of the archive has this tag from now on, besides its others. */
  "map/tag": { readonly ask: { readonly name: string; readonly tag: string }; readonly answer: null };
  /** A take of the archive goes into the archive's trash; `map/bring-back` takes the answer's id. */
  "map/drop": { readonly ask: { readonly name: string }; readonly answer: TrashEntry };
  "map/bring-back": {
    readonly ask: { readonly id: string };
    readonly answer: { readonly names: readonly string[] };
  };
  /** Keeps names of takes in the archive, for `train`, whose command line is the answer. */
  "map/keep-selection": {
    readonly ask: { readonly name: string; readonly takes: readonly string[] };
    readonly answer: { readonly command: string };
  };
  "pieces/list": { readonly ask: null; readonly answer: readonly PieceEntry[] };
  "pieces/get": { readonly ask: { readonly name: string }; readonly answer: PieceSheet };
  "pieces/make": { readonly ask: { readonly title: string }; readonly answer: PieceSheet };
  "pieces/save": {
    readonly ask: { readonly name: string; readonly piece: Piece; readonly revision: string };
    readonly answer: PieceSaved;
  };
  /** The answer is what `pieces/restore` takes. */
  "pieces/delete": { readonly ask: { readonly name: string }; readonly answer: string };
  "pieces/restore": { readonly ask: { readonly id: string }; readonly answer: string };
  "pieces/joins": { readonly ask: { readonly name: string }; readonly answer: JoinsReport };
  "pieces/dance": { readonly ask: { readonly name: string }; readonly answer: null };
  "pieces/figures": {
    readonly ask: { readonly take: string; readonly person: number | null };
    readonly answer: TakeFigures;
  };
  /** Renews the link by which the desk is open to the network, which sends away whoever came by the old one. */
  "network/renew": { readonly ask: null; readonly answer: null };
  /** What plays on the stage instead of the source; null for nothing. Each of these answers with that. */
  "playback/state": { readonly ask: null; readonly answer: PlaybackState | null };
  "playback/play": { readonly ask: PlaybackStart; readonly answer: PlaybackState | null };
  /** Another stretch of what plays, whichever folder that is of. Where nothing plays, nothing happens, as of those below. */
  "playback/again": { readonly ask: PlaybackStretch; readonly answer: PlaybackState | null };
  "playback/adjust": { readonly ask: PlaybackAdjustment; readonly answer: PlaybackState | null };
  "playback/seek": { readonly ask: { readonly position: Seconds }; readonly answer: PlaybackState | null };
  "playback/stop": { readonly ask: null; readonly answer: PlaybackState | null };
  /** Whoever shows it asks again: it changes without a word. */
  "queue/state": { readonly ask: null; readonly answer: QueueState };
  "settings/read": { readonly ask: null; readonly answer: SettingsSheet };
  "settings/edit": { readonly ask: SettingsEdit; readonly answer: SettingsSheet };
  /** Makes a file of settings where the show has none. */
  "settings/create": { readonly ask: null; readonly answer: SettingsSheet };
}

export type RequestName = keyof DeskRequests;
export type Question<Name extends RequestName> = DeskRequests[Name]["ask"];
export type Answer<Name extends RequestName> = DeskRequests[Name]["answer"];

export const CHANGES = [
  "archive",
  "library",
  "pieces",
  "playback",
  "exports",
  "ingest",
  "map",
  "practice",
  "settings",
  "surface",
] as const;
/** What a desk shows that has become another, by whomever: it asks again. */
export type Change = (typeof CHANGES)[number];

/** Requests of one page that may wait for their answers at a time. */
export const MAX_IN_FLIGHT = 4;
/** Characters of the longest name of a request. */
export const MAX_REQUEST_NAME = 40;
/** Characters of the longest question and the longest answer, as JSON. */
export const MAX_QUESTION = 128 * 1024;
export const MAX_ANSWER = 192 * 1024;
