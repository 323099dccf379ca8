import type { Music } from "../../shared/music.ts";

/** For the operator's status: who leads, how fast, and how sure it is; empty where nothing is known. */
export function musicInWords(music: Music | null): string {
  if (music === null) return "";
  return `${music.from}, ${music.tempo.toFixed(1)} beats a minute, sure to ${Math.round(100 * music.confidence)} %`;
}
