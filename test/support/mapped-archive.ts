import { saveMap } from "../../main/archive/map/map-file.ts";
import { type MomentIndex, openMoments } from "../../main/archive/moments/moments-file.ts";
import { AXES } from "../../main/motion/moments/moments.ts";
import { sineDance, writeDance } from "./dances.ts";
import { jobContext } from "./job-context.ts";

/** Fills a folder with two small takes and a map of their moments, by the first two of their points' numbers. */
export async function fillMappedArchive(folder: string): Promise<MomentIndex> {
  await writeDance(folder, "long-ago", sineDance({ seconds: 12 }), { tags: ["swing"] });
  await writeDance(folder, "swayed", sineDance({ seconds: 8, from: 50 }), { tags: ["sway"] });
  const moments = await openMoments(folder, jobContext());
  await mapMoments(folder, moments, moments.trackOf.length);
  return moments;
}

/** A map of the first so many. */
export async function mapMoments(
  folder: string,
  { points, fingerprint }: MomentIndex,
  count: number,
): Promise<void> {
  const values = Array.from({ length: count }, (_, moment) =>
    [0, 1].map((axis) => points[moment * AXES + axis]!),
  );
  const all = values.flat();
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const places = Float32Array.from(all, (value) => (value - least) / (most - least));
  await saveMap(folder, {
    ...{ fingerprint, places, fitted: Uint32Array.from({ length: count }, (_, moment) => moment) },
    made: { fitted: count, neighbours: 1, epochs: 1, seed: 0, trustworthiness: 1 },
  });
}

/** A line from one side of the map to the other. */
export const acrossTheMap = (seconds: number) =>
  Array.from({ length: 31 }, (_, index) => ({ x: 0.2 + 0.02 * index, y: 0.5, t: (seconds * index) / 30 }));
