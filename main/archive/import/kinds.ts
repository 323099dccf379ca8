import { basename, resolve } from "node:path";
import { isFrameFolder } from "./keypoints/openpose-folder.ts";

export type MotionKind = "bvh" | "take" | "csv" | "json" | "arrays" | "frames";

const JSON_FILE = /\.(?:json|jsonl|ndjson)$/i;
const ARRAYS = /\.(?:npz|pkl|pickle)$/i;

/** Name without folder and ending. */
export const nameOf = (file: string): string =>
  basename(resolve(file))
    .replace(/\.gz$/, "")
    .replace(/\.(bvh|csv|take\.ndjson)$/i, "")
    .replace(JSON_FILE, "")
    .replace(ARRAYS, "");

/** What kind of motion a file, or a folder of frames, holds, by its name; null when it is none that can be imported. */
export function kindOf(file: string): MotionKind | null {
  if (isFrameFolder(file)) return "frames";
  const name = file.replace(/\.gz$/i, "");
  if (/\.bvh$/i.test(name)) return "bvh";
  if (/\.csv$/i.test(name)) return "csv";
  if (/\.take\.ndjson$/.test(name)) return "take";
  if (JSON_FILE.test(name)) return "json";
  return ARRAYS.test(name) ? "arrays" : null;
}

/** Why a file cannot be imported. */
export const unknownKind = (file: string): string =>
  `${file}: not a known kind of motion, expected .bvh, .csv, .take.ndjson, or keypoints in .json, .npz or .pkl (or any with .gz)`;
