import type { CommandName } from "../commands/table.ts";
import type { ExportFormat, ExportJob } from "../desk/exports.ts";
import type { IngestSummary } from "../desk/ingest.ts";
import type { JobRun } from "../desk/job-run.ts";
import type { LibraryOrder } from "../desk/library.ts";
import type { MusicSource } from "../music.ts";
import type { JoinWay, Lane } from "../piece/piece.ts";
import type { Seconds } from "../pose.ts";
import type { FigureKind, PracticePhase } from "../practice.ts";
import type { Turn } from "../stage.ts";
import type { SurfaceSentences } from "./surface.ts";

/** The views of the operator's page. */
export type ViewName =
  | "live"
  | "practice"
  | "library"
  | "map"
  | "timeline"
  | "films"
  | "exports"
  | "surface"
  | "settings"
  | "health";

/** Every text of the operator's page that the stage does not say; each room of it has a section of its own. */
export interface DeskSentences {
  readonly views: Readonly<Record<ViewName, string>>;
  /** Past the navigation, for the keyboard. */
  readonly skip: string;
  readonly navigation: string;
  /** What is always in reach. */
  readonly safety: string;
  readonly close: string;
  readonly keys: string;
  readonly keysNote: string;
  /** Short names, as they stand on buttons and beside faders. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** What some commands may stand at; others are shown as they are called. */
  readonly choices: Readonly<Record<string, string>>;
  /** Whether it is open to visitors, and until when, in words; null: nobody knows. */
  readonly hours: (open: boolean, byHand: boolean, until: string | null) => string;
  readonly playback: PlaybackSentences;
  readonly live: LiveSentences;
  readonly health: HealthSentences;
  readonly library: LibrarySentences;
  readonly practice: PracticeSentences;
  /** Moments of the archive that are like something. */
  readonly moments: {
    readonly like: string;
    readonly none: string;
    readonly anew: string;
    readonly at: (take: string, t: number, dancer: string) => string;
    readonly apart: (metres: number) => string;
    readonly play: (take: string, t: number) => string;
  };
  readonly jobs: JobSentences;
  readonly map: MapSentences;
  readonly timeline: TimelineSentences;
  readonly films: FilmSentences;
  readonly queue: QueueSentences;
  readonly exports: ExportSentences;
  readonly surface: SurfaceSentences;
  readonly settings: SettingsSentences;
}

interface SettingsSentences {
  readonly general: string;
  readonly search: string;
  readonly file: (file: string) => string;
  readonly noFile: string;
  readonly make: (file: string) => string;
  readonly made: (file: string) => string;
  readonly saved: string;
  readonly savedForLater: string;
  readonly byDefault: (value: string) => string;
  readonly none: string;
  /** Where a value is from that is not the default. */
  readonly fromOption: string;
  readonly fromFile: string;
  readonly waits: string;
  readonly reset: string;
  /** By which a tablet comes to the desk. */
  readonly link: string;
  readonly noLink: string;
  readonly renew: string;
  readonly renewNote: string;
  readonly renewed: string;
}

/** Of what plays on the stage instead of the source. */
interface PlaybackSentences {
  readonly title: string;
  readonly play: string;
  readonly seed: string;
  readonly seedHelp: string;
  /** Beside the name of what plays. */
  readonly instead: string;
  readonly asSeed: string;
  readonly pause: string;
  readonly goOn: string;
  readonly stop: string;
  readonly position: string;
  readonly speed: string;
  readonly loop: string;
  readonly mirror: string;
  readonly fromHere: string;
  readonly toHere: string;
  readonly whole: string;
}

/** Of a dancer beside a reference; what differs itself is said by `CoachingSentences`. */
interface PracticeSentences {
  /** On the button. */
  readonly practise: string;
  readonly practiseIt: (name: string) => string;
  readonly reference: string;
  readonly choose: string;
  readonly search: string;
  readonly noTakes: string;
  readonly none: string;
  readonly lastAnswer: string;
  readonly lastAnswerHelp: string;
  readonly loading: (name: string) => string;
  readonly readingFigures: string;
  /** The figures with their handles. */
  readonly strip: string;
  readonly ends: Readonly<Record<"begin" | "end", string>>;
  readonly seconds: (seconds: Seconds) => string;
  readonly whole: (seconds: Seconds) => string;
  readonly start: string;
  readonly startAnew: string;
  readonly again: string;
  readonly stop: string;
  readonly beats: (count: number) => string;
  /** Of a speed: 1 is the reference's own. */
  readonly percent: (speed: number) => string;
  readonly now: string;
  readonly idle: string;
  readonly otherMode: string;
  readonly comparing: string;
  readonly passNumber: (pass: number) => string;
  readonly phases: Readonly<Record<PracticePhase, string>>;
  readonly mirrored: string;
  readonly position: string;
  readonly agreement: string;
  readonly findings: string;
  readonly noFindings: string;
  readonly nothingFound: string;
  /** @param passes in which it was found */
  readonly habit: (passes: number) => string;
  readonly passes: (count: number) => string;
  readonly good: string;
  readonly curve: string;
  readonly evening: string;
  readonly eveningOf: (date: string, passes: number) => string;
  readonly reading: string;
  readonly noPasses: string;
  readonly onePass: string;
  readonly curvesNote: string;
  readonly kinds: Readonly<Record<FigureKind, string>>;
  /** Their units, and what they are measured by. */
  readonly kindNotes: Readonly<Record<FigureKind, string>>;
  /** How a figure was at first, and what it came to: in the unit of its kind. */
  readonly change: (first: number, last: number, kind: FigureKind) => string;
}

interface LiveSentences {
  readonly stage: string;
  readonly people: (count: number) => string;
  readonly turns: Readonly<Record<Turn, string>>;
  readonly choose: string;
  /** Of a generator in whose place the model answers. */
  readonly tooNew: string;
  readonly ownStyle: string;
  readonly knobs: string;
  readonly music: {
    readonly title: string;
    /** Behind the number of the tempo. */
    readonly unit: string;
    readonly sources: Readonly<Record<MusicSource, string>>;
    readonly none: string;
    /** Of the beat. */
    readonly sure: (percent: number) => string;
    readonly loudness: string;
  };
  readonly cameras: string;
  /** What dances instead follows. */
  readonly noCameras: string;
  readonly cameraUsed: string;
  readonly cameraFree: string;
  readonly useCamera: string;
  readonly language: string;
  /** Of the language. */
  readonly asSet: string;
}

/** Of the pieces, and of the table that they are made on. */
interface TimelineSentences {
  readonly lanes: Readonly<Record<Lane, string>>;
  readonly joins: Readonly<Record<JoinWay, string>>;
  /** How a danced join is. */
  readonly joinDanced: string;
  readonly joinDancing: string;
  readonly joinMissing: string;
  /** Of a clip that comes in straight on with one. */
  readonly jolts: (lane: string, number: number) => string;
  readonly danceJoin: string;
  /** @param percent of the join at hand. */
  readonly dancing: (percent: number) => string;
  readonly seconds: (seconds: string) => string;
  readonly clip: (number: number, take: string, seconds: string) => string;
  readonly clipCount: (clips: number) => string;
  readonly empty: string;
  readonly chooseClip: string;
  readonly clipTools: string;
  readonly join: string;
  readonly atOnce: string;
  readonly joinSeconds: string;
  readonly from: string;
  readonly to: string;
  readonly speed: string;
  readonly times: string;
  readonly mirror: string;
  readonly keepsPlace: string;
  readonly keepsPlaceHelp: string;
  readonly repeat: string;
  readonly split: string;
  readonly splitHelp: string;
  readonly earlier: string;
  readonly later: string;
  readonly otherLane: string;
  readonly remove: string;
  readonly playhead: string;
  readonly marks: string;
  readonly marker: string;
  readonly note: string;
  readonly markText: (seconds: string) => string;
  readonly goTo: (time: string) => string;
  readonly removeMark: string;
  readonly addTake: string;
  /** With its partner's. */
  readonly both: string;
  readonly addBoth: (take: string) => string;
  readonly addTo: (take: string, lane: string) => string;
  readonly search: string;
  readonly noTakes: string;
  readonly back: string;
  readonly title: string;
  readonly undo: string;
  readonly redo: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly saved: string;
  readonly unsaved: string;
  readonly overtaken: string;
  readonly newTitle: string;
  readonly make: string;
  readonly bringBack: string;
  readonly noPieces: string;
  readonly deletePiece: (piece: string) => string;
}

/** Of the archive as a map. */
interface MapSentences {
  readonly loading: string;
  readonly odd: string;
  readonly noArchive: string;
  readonly setArchive: string;
  readonly noMap: string;
  /** On the button. */
  readonly make: string;
  readonly phases: Phases;
  readonly makeMap: string;
  /** Of a map that is older than the takes. */
  readonly old: string;
  readonly noGraphics: string;
  readonly surface: (moments: number) => string;
  readonly keysHelp: string;
  readonly tool: string;
  readonly tools: Readonly<Record<"look" | "lasso" | "rectangle" | "line", string>>;
  readonly finish: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly showAll: string;
  readonly colours: string;
  readonly colourBy: string;
  readonly colourings: Readonly<Record<"dancer" | "style" | "film", string>>;
  readonly unknown: string;
  /** @param share 0 to 1 */
  readonly share: (share: number) => string;
  readonly moreClasses: (count: number) => string;
  readonly moment: string;
  readonly at: (take: string, seconds: string) => string;
  readonly alike: string;
  readonly openInLibrary: string;
  readonly selection: string;
  readonly brushed: (length: string) => string;
  /** @param counting takes of which enough is brushed, @param all of which anything is */
  readonly takesOf: (counting: number, all: number) => string;
  readonly clearSelection: string;
  readonly atLeast: string;
  readonly takes: string;
  readonly noTakes: string;
  readonly moreTakes: (count: number) => string;
  readonly working: string;
  readonly someFailed: (count: number, why: string) => string;
  readonly tag: string;
  readonly tagThem: string;
  readonly tagged: (count: number, tag: string) => string;
  readonly selectionName: string;
  readonly keepSelection: string;
  /** @param command that trains on it */
  readonly kept: (command: string) => string;
  readonly drop: (count: number) => string;
  readonly dropQuestion: (count: number) => string;
  readonly dropNote: string;
  readonly dropped: (count: number) => string;
  readonly undo: string;
  readonly broughtBack: (count: number) => string;
  readonly line: string;
  readonly drawALine: string;
  readonly lineOf: (length: string) => string;
  readonly bendIt: string;
  /** @param away of the line on average, of the map's width */
  readonly dancedLine: (length: string, away: number) => string;
  readonly clearLine: string;
  readonly handle: (number: number, of: number) => string;
  readonly lasting: string;
  readonly danceIt: string;
  readonly showWay: string;
  readonly keepDance: string;
  readonly keptAs: (take: string) => string;
}

/** Of a job's phases, by what the host calls them. */
type Phases = Readonly<Record<string, string>>;

/** Of long work that the host does. */
interface JobSentences {
  readonly stop: string;
  readonly states: Readonly<Record<JobRun<unknown>["state"], string>>;
  /** Until the phase is done. */
  readonly left: (seconds: Seconds) => string;
}

/** Of films that become part of the archive. */
interface FilmSentences {
  /** On the button. */
  readonly make: string;
  readonly folder: string;
  readonly into: (archive: string) => string;
  readonly noArchive: string;
  readonly phases: Phases;
  readonly notes: (count: number) => string;
  readonly result: (result: IngestSummary) => string;
  readonly failed: (count: number) => string;
  readonly report: (file: string) => string;
}

/** Of the queue by which several machines share the shots of films. */
interface QueueSentences {
  readonly title: string;
  readonly silent: (address: string) => string;
  readonly counts: Readonly<Record<"waiting" | "active" | "done" | "failed", string>>;
  readonly nobody: string;
  readonly worker: string;
  readonly slots: string;
  /** Seconds of film in a second. */
  readonly speed: string;
}

interface ExportSentences {
  /** On the button. */
  readonly make: string;
  readonly search: string;
  readonly from: string;
  readonly piece: string;
  readonly format: string;
  readonly formats: Readonly<Record<ExportFormat, string>>;
  readonly look: string;
  readonly size: string;
  readonly rate: string;
  readonly partner: string;
  readonly transparent: string;
  readonly marey: string;
  readonly seconds: string;
  readonly person: string;
  /** Where neither seconds nor a person are given. */
  readonly all: string;
  readonly jobs: string;
  readonly states: Readonly<Record<ExportJob["state"], string>>;
  readonly stop: string;
  readonly files: string;
  readonly none: string;
  readonly download: string;
  readonly reveal: string;
  readonly remove: string;
  readonly removeQuestion: string;
}

interface HealthSentences {
  readonly rates: string;
  readonly engine: string;
  readonly source: string;
  readonly host: string;
  readonly frame: string;
  readonly age: string;
  readonly frameAge: string;
  readonly latency: string;
  readonly memory: string;
  readonly light: string;
  readonly noLight: string;
  readonly perSecond: string;
  /** Of a destination: how often it failed before. */
  readonly takes: (failed: number) => string;
  readonly messages: string;
  readonly noMessages: string;
  readonly figures: string;
}

interface LibrarySentences {
  /** The list. */
  readonly takes: string;
  readonly search: string;
  readonly order: string;
  readonly orders: Readonly<Record<LibraryOrder, string>>;
  readonly ascending: string;
  readonly descending: string;
  /** @param total that match, @param all of the folder */
  readonly count: (total: number, all: number) => string;
  readonly unread: (count: number) => string;
  /** Of files that are no entries. */
  readonly skipped: string;
  readonly growing: string;
  readonly name: string;
  readonly dancer: string;
  readonly tags: string;
  readonly tagsHelp: string;
  readonly note: string;
  readonly date: string;
  readonly length: string;
  readonly frames: string;
  readonly framesAt: (frames: number, fps: number) => string;
  readonly people: string;
  readonly source: string;
  readonly licence: string;
  readonly size: string;
  readonly playPreview: string;
  readonly pausePreview: string;
  readonly delete: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteOne: string;
  readonly deleteBoth: string;
  readonly deleted: (names: string) => string;
  readonly undo: string;
  readonly bringBack: (names: string) => string;
  readonly back: (names: string) => string;
  readonly trash: string;
  readonly trashEmpty: string;
}
