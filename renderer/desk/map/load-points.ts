import type { MapTrack } from "../../../shared/desk/map.ts";
import { fetchMap, OddMap } from "../../kit/map-file.ts";
import type { DeskHost } from "../host.ts";
import type { MapPoints } from "./points.ts";

/** Fetches a map: its places as one file, and the tracks in as many answers as they fill. @throws Error in a line */
export async function loadPoints(host: DeskHost): Promise<MapPoints> {
  const [file, { fps, fingerprint, tracks }] = await Promise.all([fetchMap(), askTracks(host)]);
  const last = tracks.at(-1);
  if (file.fingerprint !== fingerprint || 2 * (last ? last.first + last.count : 0) !== file.places.length)
    throw new OddMap();
  return { fingerprint, fps, places: file.places, tracks };
}

async function askTracks(
  host: DeskHost,
): Promise<{ readonly fps: number; readonly fingerprint: string; readonly tracks: readonly MapTrack[] }> {
  const tracks: MapTrack[] = [];
  for (;;) {
    const page = await host.ask("map/tracks", { offset: tracks.length });
    tracks.push(...page.tracks);
    if (tracks.length >= page.total || page.tracks.length === 0)
      return { fps: page.fps, fingerprint: page.fingerprint, tracks };
  }
}
