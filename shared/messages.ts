import type { StyleWeight, Turned } from "./knobs.ts";
import type { Language } from "./languages/sentences.ts";
import type { ImageFrame, PoseFrame } from "./pose.ts";
import type { Mode, StageFrame } from "./stage.ts";

/**
 * Everything that crosses the StageLink, whichever way it travels: MessagePort in Electron, WebSocket else.
 * Both directions are tagged unions; a receiver parses from `unknown` before it believes a tag.
 */
export type PageMessage = ImageFrame | PoseFrame | CameraReport | PageReport | Command;

export const DETECTOR_SIZES = ["lite", "full", "heavy"] as const;
export type DetectorSize = (typeof DETECTOR_SIZES)[number];

/** The page tells what became of its camera. `starting` while permission is asked. */
export interface CameraReport {
  readonly tag: "camera";
  readonly state: "starting" | "on" | "none" | "denied" | "gone";
  /** Name of the device, or what the browser said. */
  readonly label: string;
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
  /** Why it does not run although it should, in one line; null otherwise. */
  readonly fault: string | null;
}

/** What a person may ask of the show, from the keyboard and later from other inputs. */
export type Command = { readonly tag: "command" } & (
  | { readonly command: "mode"; readonly mode: Mode }
  /** Hand over to the partner now; from a mode without turns by way of answer mode. */
  | { readonly command: "answer" }
  /** Of the options that are there to choose from, this one. */
  | { readonly command: "choose"; readonly option: number }
  /** Begin again: what was danced so far is forgotten. */
  | { readonly command: "restart" }
  | ({ readonly command: "set" } & Turned)
  /** Dance in these styles; none: follow the dancer's own. */
  | { readonly command: "blend"; readonly blend: readonly StyleWeight[] }
  | { readonly command: "blackout" | "freeze"; readonly on: boolean }
  /** Go on with another model, by its name. */
  | { readonly command: "model"; readonly model: string }
  /** Keep the dance as a take from now on, or no longer. */
  | { readonly command: "record"; readonly on: boolean }
);

/** Those that the engine carries out; the others are the host's. */
export type EngineCommand = Exclude<Command, { readonly command: "model" | "record" }>;

export type HostMessage = StageMessage | Status | Instructions;

export interface StageMessage {
  readonly tag: "stage";
  readonly frame: StageFrame;
}

/** Sent when a page connects and when it changes: what the page's camera is to do. */
export interface Instructions {
  readonly tag: "instructions";
  /** Open the camera and send pixels, or find poses in the page and send those, or leave the camera alone. */
  readonly camera: "pixels" | "poses" | "off";
  readonly detectorSize: DetectorSize;
  readonly maxPeople: number;
  /** Longer side of the frames to send, pixels. */
  readonly frameSize: number;
  /** auto: the browser's. */
  readonly language: "auto" | Language;
}

/** Percentiles in milliseconds over the last seconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** Once a second: the operator's readout. */
export interface Status {
  readonly tag: "status";
  readonly engine: "starting" | "running" | "restarting";
  readonly source: string;
  readonly detector: string;
  readonly model: string;
  readonly backend: string;
  /** Names of the model's styles; empty where it knows none. */
  readonly styles: readonly string[];
  readonly cameraFps: number;
  readonly engineFps: number;
  readonly detect: Percentiles;
  readonly predict: Percentiles;
  readonly total: Percentiles;
  readonly dropped: number;
  /** Milliseconds since the newest source frame was captured; null before the first. */
  readonly frameAge: number | null;
  /** Each OSC destination and its state. */
  readonly osc: readonly {
    readonly destination: string;
    readonly sent: number;
    readonly failed: number;
    readonly error: string | null;
  }[];
  /** Things an operator should know, newest last: a step down, a missing camera, a lost destination. */
  readonly notices: readonly string[];
}
