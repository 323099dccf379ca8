import type { MissingGenerators, MissingModes } from "./commands/controls.ts";
import type { Command } from "./commands/table.ts";
import type { DancerPlace } from "./desk/map.ts";
import type { Change } from "./desk/requests.ts";
import type { HoursState } from "./hours.ts";
import type { Language } from "./languages/languages.ts";
import type { MidiClockEvent } from "./midi-clock.ts";
import type { HeardTimecode } from "./music/timecode-reader.ts";
import type { SaidOfMusic } from "./music.ts";
import type { OperatorMessage } from "./operator-message.ts";
import type { Placement, Placements } from "./picture/placement.ts";
import type { ImageFrame, PoseFrame, Seconds } from "./pose.ts";
import type { PracticeMessage } from "./practice.ts";
import type { StageFrame } from "./stage.ts";
import type { LearntControl, SurfaceInstructions, SurfaceReport } from "./surface/surface-message.ts";

/**
 * Everything that crosses the StageLink, whichever way it travels: MessagePort in Electron, WebSocket else.
 * Both directions are tagged unions; a receiver parses from `unknown` before it believes a tag.
 */
export type PageMessage =
  | Hello
  | ImageFrame
  | PoseFrame
  | CameraReport
  | EarsReport
  | HeardMusic
  | ClockReport
  | HeardMidi
  | HeardTimecodes
  | SurfaceReport
  | LearntControl
  | PageReport
  | PageCommand
  | PlacementMessage
  | Request;

export const PAGE_ROLES = ["stage", "picture", "desk"] as const;
/**
 * A stage shows the dance to the audience, and may be asked for its camera; a picture shows it too, in its own way, and is
 * never asked for anything; a desk is the operator's page.
 */
export type PageRole = (typeof PAGE_ROLES)[number];

/** The first message on every link, after each reconnection too. */
export interface Hello {
  readonly tag: "hello";
  readonly role: PageRole;
}

export const DETECTOR_SIZES = ["lite", "full", "heavy"] as const;
export type DetectorSize = (typeof DETECTOR_SIZES)[number];

/** Characters of the longest text that a page may report. */
export const MAX_LABEL = 200;
/** Cameras that a page may list. */
export const MAX_CAMERAS = 16;

/** One of the cameras there are, as the browser names it. */
export interface ListedCamera {
  readonly label: string;
  /** The one whose pictures are used; at most one is. */
  readonly used: boolean;
  /** Why it was given up when it was last tried, in one line of at most `MAX_LABEL` characters; null otherwise. */
  readonly fault: string | null;
}

/** The page tells what became of its camera. `starting` while permission is asked. */
export interface CameraReport {
  readonly tag: "camera";
  readonly state: "starting" | "on" | "none" | "denied" | "gone";
  /** Name of the device, or what the browser said: at most `MAX_LABEL` characters. */
  readonly label: string;
  /** In the browser's order, at most `MAX_CAMERAS`; none while the browser does not tell, as before permission. */
  readonly cameras: readonly ListedCamera[];
}

/** Microphones and line-ins that a page may list. */
export const MAX_DEVICES = 16;

/** The page tells what became of its microphone or line-in. `starting` while permission is asked. */
export interface EarsReport {
  readonly tag: "ears";
  readonly state: CameraReport["state"];
  /** Name of the device, or what the browser said: at most `MAX_LABEL` characters. */
  readonly label: string;
  /** Names of those there are, in the browser's order, at most `MAX_DEVICES`; none while the browser does not tell. */
  readonly devices: readonly string[];
}

/** Some fifty times a second: what the page hears. Sound itself never leaves it. */
export interface HeardMusic extends SaidOfMusic {
  readonly tag: "music";
  /** When this was sent, on the page's clock. */
  readonly t: Seconds;
  /** The music was so in the room so long before. */
  readonly ago: Seconds;
}

/** What the beat comes in by beside the ears. */
export const CLOCK_INPUTS = ["midi", "timecode"] as const;
export type ClockInput = (typeof CLOCK_INPUTS)[number];

/** The page tells what became of its MIDI inputs, or of its line-in with timecode; `label` is the one that is heard. */
export interface ClockReport extends Omit<EarsReport, "tag"> {
  readonly tag: "clock";
  readonly clock: ClockInput;
}

/** Events of a clock that one message may bring: those of half a second. */
export const MAX_CLOCK_EVENTS = 64;

/** What the MIDI clock says, up to some fifty times a second. */
export interface HeardMidi {
  readonly tag: "midi";
  /** When this was sent, on the page's clock. */
  readonly t: Seconds;
  /** Name of the input, at most `MAX_LABEL` characters. */
  readonly port: string;
  /** Each came so long before, oldest first. */
  readonly events: readonly (MidiClockEvent & { readonly ago: Seconds })[];
}

/** What frames of timecode the page heard. */
export interface HeardTimecodes {
  readonly tag: "timecode";
  readonly t: Seconds;
  /** Each began so long before, oldest first. */
  readonly frames: readonly (Omit<HeardTimecode, "at"> & { readonly ago: Seconds })[];
}

/** Once a second: what only the page can count. */
export interface PageReport {
  readonly tag: "page";
  readonly cameraFps: number;
  readonly drawFps: number;
  /** Frames that the page did not send because the one before had not left. */
  readonly dropped: number;
  /** Milliseconds a frame of the page's own detector; null when it does not run. */
  readonly detect: number | null;
  /** Mean milliseconds from a picture's capture to its being drawn; null while none of this page's camera is drawn. */
  readonly latency: number | null;
  /** Why it does not run although it should, in one line of at most `MAX_LABEL` characters; null otherwise. */
  readonly fault: string | null;
  /** The track that it cannot play, by its path on the site, and why, as long as `fault` is at most; null otherwise. */
  readonly unplayed: UnplayedTrack | null;
}

export interface UnplayedTrack {
  readonly path: string;
  readonly why: string;
}

/** Seconds; whoever was pressed longer ago has no moment any more. */
export const MAX_PRESSED: Seconds = 1;

/** A command that a page gives. */
export type PageCommand = Command & {
  /** How long before this was sent its key was pressed, at most `MAX_PRESSED`; where that matters. */
  readonly pressed?: Seconds;
};

/** A page that shows a picture was told how it lies on its screen from now on. */
export interface PlacementMessage {
  readonly tag: "placement";
  readonly screen: string;
  readonly placement: Placement;
}

/** A desk asks, as `shared/desk/requests.ts` says; it chooses the number, which the reply has too. */
export interface Request {
  readonly tag: "request";
  readonly id: number;
  readonly name: string;
  readonly ask: unknown;
}

export type HostMessage =
  | StageMessage
  | MapMessage
  | PracticeMessage
  | TrackMessage
  | PlacementsMessage
  | Status
  | Instructions
  | Reply
  | Changed
  | Reset
  | Reload;

/** To every stage: visitors have gone, and what they opened is closed. */
export interface Reset {
  readonly tag: "reset";
}

/** To every stage: it is to begin anew, unless that would cost it the whole screen. */
export interface Reload {
  readonly tag: "reload";
}

/** What a request brought: an answer, or in one line why there is none. */
export type Reply =
  | { readonly tag: "reply"; readonly id: number; readonly answer: unknown }
  | { readonly tag: "reply"; readonly id: number; readonly refused: string };

/** To every desk. */
export interface Changed {
  readonly tag: "changed";
  readonly what: Change;
}

export interface StageMessage {
  readonly tag: "stage";
  readonly frame: StageFrame;
  /** When this page captured what the frame shows, on its own clock; missing where it did not. */
  readonly captured?: Seconds;
}

/** To every stage and picture, some ten times a second while the look is `map`: where those who dance are on the archive's map. */
export interface MapMessage {
  readonly tag: "map";
  readonly dancers: readonly DancerPlace[];
  readonly partners: readonly DancerPlace[];
}

/** To every stage and picture, after the hello and at each change: how pictures lie; those that are not named fill theirs. */
export interface PlacementsMessage {
  readonly tag: "placements";
  readonly screens: Placements;
}

/** Where the site has its tracks. */
export const TRACKS_PATH = "/tracks/";

/**
 * To the stage that is asked for its camera, some four times a second while music plays with what is shown: where its
 * track is. Without word the page falls silent.
 */
export interface TrackMessage {
  readonly tag: "track";
  /** Of the file on the site; null: nothing plays any more. */
  readonly path: string | null;
  /** Seconds of the track at `t`, on the clock of the StageFrames. */
  readonly position: Seconds;
  readonly t: Seconds;
  /** 0 while it stands still. */
  readonly speed: number;
  /** It begins again at its end. */
  readonly loops: boolean;
}

/** Sent after the hello and at each change: what the page's camera is to do. Anything but a stage is told "off". */
export interface Instructions {
  readonly tag: "instructions";
  /** Open the camera and send pixels, or find poses in the page and send those, or leave the camera alone. */
  readonly camera: "pixels" | "poses" | "off";
  readonly detectorSize: DetectorSize;
  readonly maxPeople: number;
  /** Longer side of the frames to send, pixels. */
  readonly frameSize: number;
  /** The curator's, in which the desk speaks too; auto: the browser's. */
  readonly language: "auto" | Language;
  /** What a visitor may choose from. */
  readonly languages: readonly Language[];
  /** The camera to prefer, as `findCamera` takes it; null for whichever works. */
  readonly wantedCamera: string | null;
  /** Listen to the room. */
  readonly ears: boolean;
  /** The microphone or line-in to prefer, as `findCamera` takes it; null for the system's own choice. */
  readonly wantedEars: string | null;
  /** The MIDI input whose clock is listened to, by a part of its name, or "any"; null for none. */
  readonly midi: string | null;
  /** The line-in with timecode, as `findCamera` takes it, and which of its channels, from 1; null for none. */
  readonly timecode: { readonly device: string; readonly channel: number } | null;
  /** What MIDI devices and gamepads do; null: they are left alone. */
  readonly surface: SurfaceInstructions | null;
}

/** Percentiles in milliseconds over the last seconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** Once a second: the operator's status. */
export interface Status {
  readonly tag: "status";
  readonly engine: "starting" | "running" | "restarting";
  /** Whether it is open, and until when. */
  readonly hours: HoursState;
  readonly source: string;
  /** Those of the page that has the camera. */
  readonly cameras: readonly ListedCamera[];
  readonly detector: string;
  readonly model: string;
  /** Its name, and those of the models that can take its place. */
  readonly modelName: string;
  readonly models: readonly string[];
  readonly backend: string;
  /** Names of the model's styles; empty where it knows none. */
  readonly styles: readonly string[];
  /** What dances on, in words. */
  readonly generator: string;
  readonly missingGenerators: MissingGenerators;
  readonly missingModes: MissingModes;
  readonly cameraFps: number;
  readonly engineFps: number;
  readonly detect: Percentiles;
  readonly predict: Percentiles;
  readonly total: Percentiles;
  readonly dropped: number;
  /** Milliseconds since the newest source frame was captured; null before the first. */
  readonly frameAge: number | null;
  /** Milliseconds from a picture's capture to its being drawn, with what the settings add; null where it is not known. */
  readonly latency: number | null;
  /** Who is seen and not followed, and why; empty where there is nobody such. */
  readonly ignored: string;
  /** How well each dancer is foreseen; empty before it is known. */
  readonly foreseen: string;
  /** Which clock of the music leads, and how sure its beat is; empty while there is none. */
  readonly music: string;
  /** What is being recorded, or why nothing is though somebody asked for it; empty where nobody did. */
  readonly recording: string;
  /** Whether the dance is being kept. */
  readonly record: boolean;
  /** Bytes that the processes have of the machine's memory; the engine's null before it is known. */
  readonly memory: { readonly host: number; readonly engine: number | null };
  /** Each OSC destination and its state. */
  readonly osc: readonly {
    readonly destination: string;
    readonly sent: number;
    readonly failed: number;
    readonly error: string | null;
  }[];
  /** Links with their token, by which the desk is open to the network; empty where it is open to this machine alone. */
  readonly desk: readonly string[];
  /** Things an operator should know, newest last: a step down, a missing camera, a lost destination. */
  readonly operatorMessages: readonly OperatorMessage[];
}
