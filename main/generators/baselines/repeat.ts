import type { Generator } from "../generator.ts";
import { baselineGenerator, rowAgo } from "./baseline.ts";

/** Repeats the last frame. */
export const repeat = (fps: number): Generator =>
  baselineGenerator({
    name: "repeat",
    fps,
    reads: 1,
    next: async (states) => states.map((state) => ({ row: rowAgo(state, 0), plan: null })),
  });
