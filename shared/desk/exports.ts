import type { LookName } from "../commands/parameters.ts";
import type { Seconds } from "../pose.ts";

/** What `continuo export` writes, by the endings without their dots. */
export const EXPORT_FORMATS = ["webm", "mp4", "webp", "glb", "bvh", "csv", "png", "svg"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Which of them are films of the stage, and which have the joints of one person at a time. */
export const isFilm = (format: ExportFormat): boolean => format === "webm" || format === "mp4";
export const isMotion = (format: ExportFormat): boolean => ["glb", "bvh", "csv"].includes(format);

/** What may be asked for. */
export const EXPORT_LIMITS = {
  /** Takes of one export, and exports that wait. */
  takes: 12,
  waiting: 20,
  /** Pixels of a side, and frames a second. */
  side: { least: 16, most: 4096 },
  rate: { least: 1, most: 120 },
  seconds: { least: 0.1, most: 14_400 },
} as const;

/** An export that is to be made. */
export interface ExportWish {
  /** Bare names of takes, or of one piece. A film has the second take as the partner. */
  readonly from: readonly string[];
  readonly format: ExportFormat;
  /** So much of the end; null for what is usual for the format. */
  readonly seconds: Seconds | null;
  /** Of several people only this one; null for all. */
  readonly person: number | null;
  /** Of a picture: all figures where they stood. */
  readonly marey: boolean;
  /** Of a film; null for everything else. */
  readonly film: {
    readonly look: LookName;
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    readonly background: "stage" | "transparent";
  } | null;
}

/** One that was asked for since the show began. */
export interface ExportJob {
  readonly id: number;
  readonly from: readonly string[];
  readonly format: ExportFormat;
  readonly state: "waiting" | "running" | "done" | "stopped" | "failed";
  /** What is going on, and how much of it is done, 0 to 1; null where nobody knows. */
  readonly phase: string;
  readonly done: number | null;
  /** Bare names of what it made. */
  readonly files: readonly string[];
  /** Why it failed, in one line; null where it did not. */
  readonly fault: string | null;
}

/** A finished export in its folder. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly date: number;
}

export interface ExportList {
  /** The newest first. */
  readonly jobs: readonly ExportJob[];
  /** The newest first, at most so many as an answer holds. */
  readonly files: readonly ExportedFile[];
  /** Whether the machine of the show can open their folder. */
  readonly canReveal: boolean;
}

/** Where a page gets a finished export. */
export const downloadPath = (name: string): string => `/exports/${encodeURIComponent(name)}`;
