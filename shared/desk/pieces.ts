import type { Lane, Piece } from "../piece/piece.ts";
import type { Seconds } from "../pose.ts";
import type { Poses } from "./library.ts";

/** A piece in the list of them. */
export interface PieceEntry {
  /** Bare file name: what every request calls it by. */
  readonly name: string;
  readonly title: string;
  readonly seconds: Seconds;
  readonly clips: number;
  /** When it was last saved: milliseconds since 1970. */
  readonly date: number;
  /** What is wrong with it, in one line; null for one that can be opened. */
  readonly fault: string | null;
}

/** A piece as it is on the disk. */
export interface PieceSheet {
  readonly name: string;
  readonly piece: Piece;
  /** Another one for another content: who saves says which one she has changed. */
  readonly revision: string;
}

/** What became of a piece that was to be saved: where another has saved it meanwhile, it is not, and hers comes back. */
export type PieceSaved =
  | { readonly saved: true; readonly revision: string }
  | { readonly saved: false; readonly newer: PieceSheet };

/** How far the danced joins of a piece are. */
export interface JoinsReport {
  readonly state: "idle" | "dancing" | "failed";
  /** 0 to 1. */
  readonly done: number;
  /** Why it failed, in one line. */
  readonly fault: string | null;
  /** Of the piece that this is about; null before any were danced. */
  readonly revision: string | null;
  /** Those that are there, by the clips that they lead to. */
  readonly danced: readonly { readonly lane: Lane; readonly index: number }[];
  /** Clips that come in straight on, where that is seen as a jolt. */
  readonly jolts: readonly { readonly lane: Lane; readonly index: number }[];
}

/** Figures of one dancer of a take, evenly spaced in time from its beginning on. */
export interface TakeFigures {
  /** Between two figures. */
  readonly every: Seconds;
  /** Of the last frame of the take. */
  readonly seconds: Seconds;
  /** A dancer who is not there has a figure without joints. */
  readonly poses: Poses;
}

/** Figures of a take at the most, and how close they are at the closest. */
export const MOST_FIGURES = 1500;
export const CLOSEST: Seconds = 0.125;
