import { saveMap } from "../../main/archive/map/map-file.ts";
import { openMoments } from "../../main/archive/moments/moments-file.ts";
import { AXES } from "../../main/motion/moments/moments.ts";
import { jobContext } from "./job-context.ts";

/** Gathers an archive's moments, and keeps a map beside them along the two axes that they vary by most. */
export async function mapOf(folder: string): Promise<{ readonly moments: number }> {
  const { fingerprint, points, trackOf } = await openMoments(folder, jobContext());
  const places = new Float32Array(2 * trackOf.length);
  for (const axis of [0, 1]) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let moment = 0; moment < trackOf.length; moment++) {
      const value = points[AXES * moment + axis]!;
      [least, most] = [Math.min(least, value), Math.max(most, value)];
      places[2 * moment + axis] = value;
    }
    for (let at = axis; at < places.length; at += 2) places[at] = (places[at]! - least) / (most - least);
  }
  const made = { fitted: trackOf.length, neighbours: 1, epochs: 1, seed: 1, trustworthiness: 1 };
  const fitted = Uint32Array.from(trackOf, (_, moment) => moment);
  await saveMap(folder, { fingerprint, places, fitted, made });
  return { moments: trackOf.length };
}
