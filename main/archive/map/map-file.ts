import { join } from "node:path";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { encodeArrays, readArrays } from "../../system/files/array-file.ts";
import { whyUnwritable } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";

/** Beside the takes that it is of; may be deleted, and is made again by `continuo map`. */
export const MAP_FILE = "map.bin";
/** Of the file, and of how places come about: maps of another one are made again. */
const LAYOUT = 2;
const EXPECTED = "a map of poses as `continuo map` makes it";

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const AboutSchema = v.strictObject({
  format: v.literal("continuo-map"),
  layout: v.literal(LAYOUT),
  fingerprint: v.string(),
  made: v.strictObject({
    /** Moments that were laid out by UMAP; the others were put among them. */
    fitted: whole,
    neighbours: whole,
    epochs: whole,
    seed: v.number(),
    /** Share of neighbours on the map that are neighbours in truth, 0 to 1, of a sample; see `trustworthiness.ts`. */
    trustworthiness: v.number(),
  }),
});

/** How a map was made. */
export type MapMaking = v.InferOutput<typeof AboutSchema>["made"];

/** Where every moment of an archive lies on a plane, on which those are near that are alike. */
export interface PoseMap {
  /** Of the moments that it is of. */
  readonly fingerprint: string;
  /** x to the right and y up, the longer side from 0 to 1, the shorter one as it comes, [moments, 2]. */
  readonly places: Float32Array;
  /** The moments that were laid out, in their order: `placingOn` puts others among them. */
  readonly fitted: Uint32Array;
  readonly made: MapMaking;
}

/**
 * The map of an archive.
 * @throws SourceError where there is none, or it is not as it was written.
 */
export async function openMap(folder: string): Promise<PoseMap> {
  const file = join(folder, MAP_FILE);
  const { about, arrays } = await readArrays(file, EXPECTED);
  const parsed = v.safeParse(AboutSchema, about);
  const [places, fitted] = [arrays.get("places"), arrays.get("fitted")];
  if (!parsed.success || !(places instanceof Float32Array) || !(fitted instanceof Uint32Array))
    throw new SourceError(`${file}: its first line is none of this layout, expected ${EXPECTED}`);
  const moments = places.length / 2;
  if (!Number.isInteger(moments) || fitted.length === 0 || !fitted.every((moment) => moment < moments))
    throw new SourceError(`${file}: its parts do not fit together, expected ${EXPECTED}`);
  const { fingerprint, made } = parsed.output;
  return { fingerprint, places, fitted, made };
}

/** Whole or not at all: a map that was there before stays until then. @returns its file @throws SourceError when the disk refuses. */
export async function saveMap(
  folder: string,
  { fingerprint, places, fitted, made }: PoseMap,
): Promise<string> {
  const file = join(folder, MAP_FILE);
  const about = { format: "continuo-map", layout: LAYOUT, fingerprint, made };
  await replaceFile(file, encodeArrays(about, { places, fitted })).catch((error: unknown) => {
    throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
  });
  return file;
}
