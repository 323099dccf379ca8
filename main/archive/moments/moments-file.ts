import { join } from "node:path";
import * as v from "valibot";
import { FEATURES } from "../../motion/moments/features.ts";
import { AXES, type Moments, type MomentTrack } from "../../motion/moments/moments.ts";
import { MomentsBuilder } from "../../motion/moments/moments-builder.ts";
import { PoseIndex } from "../../motion/moments/pose-index.ts";
import { leavesOf, type PoseTree } from "../../motion/moments/pose-tree.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { SourceError, UserError } from "../../system/errors.ts";
import { arrayPieces, readArrays } from "../../system/files/array-file.ts";
import { whyUnwritable } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { type JobContext, step } from "../../system/job.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { tracksOf } from "../tracks.ts";

/** Beside the takes that it is of; may be deleted, and is made again. */
export const MOMENTS_FILE = "moments.bin";
/** Of the file, and of what is in it: files of another one are made again. */
const LAYOUT = 1;
const EXPECTED = "an index of moments as it was built";

const ARRAYS = {
  placements: Float32Array,
  axes: Float32Array,
  points: Float32Array,
  frames: Int32Array,
  boxes: Float32Array,
} as const;
type ArrayName = keyof typeof ARRAYS;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const TrackSchema = v.strictObject({
  ...{ take: v.string(), person: whole, dancer: v.string(), style: v.string(), source: v.string() },
  ...{ begin: v.number(), first: whole, count: v.pipe(whole, v.minValue(1)) },
});
const AboutSchema = v.strictObject({
  format: v.literal("continuo-moments"),
  layout: v.literal(LAYOUT),
  fingerprint: v.string(),
  fps: v.number(),
  tracks: v.array(TrackSchema),
});

/** An archive's moments, and what finds those that are like one. */
export interface MomentIndex extends Moments {
  /** Of the takes, see fingerprint.ts: it tells whether what else was made of these moments still belongs to them. */
  readonly fingerprint: string;
  readonly index: PoseIndex;
}

/**
 * The moments of a folder of takes: read where they were gathered before and the takes are the same, else gathered and
 * kept beside them.
 * @throws SourceError when there are no takes, or nobody dances in them; the signal's reason when it is stopped.
 */
export async function openMoments(folder: string, context: JobContext): Promise<MomentIndex> {
  const fingerprint = await fingerprintOf(folder);
  const kept = await openBuiltMoments(folder).catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  if (kept?.fingerprint === fingerprint) return kept;
  const { moments, tree } = await gather(folder, context);
  await saveMoments(folder, moments, tree, fingerprint).catch((error: unknown) => {
    const file = join(folder, MOMENTS_FILE);
    context.note(`${file}: cannot be written (${whyUnwritable(error)}): it is built again the next time`);
  });
  return indexed(moments, tree, fingerprint);
}

/** Whole or not at all. @throws the system's error */
export async function saveMoments(
  folder: string,
  { fps, tracks, placements, axes, points }: Moments,
  tree: PoseTree,
  fingerprint: string,
): Promise<void> {
  const about = { format: "continuo-moments", layout: LAYOUT, fingerprint, fps, tracks };
  await replaceFile(join(folder, MOMENTS_FILE), arrayPieces(about, { placements, axes, points, ...tree }));
}

/**
 * The same as they were gathered last: a show that is on waits for no gathering.
 * @throws SourceError where they were not.
 */
export async function openBuiltMoments(folder: string): Promise<MomentIndex> {
  const file = join(folder, MOMENTS_FILE);
  const { about, arrays } = await readArrays(file, EXPECTED);
  const refuse = (what: string) => new SourceError(`${file}: ${what}, expected ${EXPECTED}`);
  const parsed = v.safeParse(AboutSchema, about);
  const names = Object.keys(ARRAYS) as ArrayName[];
  if (!parsed.success || !names.every((name) => arrays.get(name) instanceof ARRAYS[name]))
    throw refuse("its first line is none of this layout");
  const { fps, tracks, fingerprint } = parsed.output;
  const found = Object.fromEntries(names.map((name) => [name, arrays.get(name)]));
  const { placements, axes, points, frames, boxes } = found as {
    readonly [Name in ArrayName]: InstanceType<(typeof ARRAYS)[Name]>;
  };
  const trackOf = numbered(tracks, placements.length / PLACEMENT_SIZE);
  const count = trackOf.length;
  const isWhole =
    placements.length === count * PLACEMENT_SIZE &&
    axes.length === AXES * FEATURES &&
    points.length === count * AXES &&
    frames.length === count &&
    boxes.length === 4 * leavesOf(count) * AXES &&
    frames.every((frame) => frame >= 0 && frame < count);
  if (!isWhole) throw refuse("its parts do not fit together");
  return indexed({ fps, tracks, placements, trackOf, axes, points }, { frames, boxes }, fingerprint);
}

const indexed = (moments: Moments, tree: PoseTree, fingerprint: string): MomentIndex => ({
  ...moments,
  fingerprint,
  index: new PoseIndex(moments.points, AXES, tree),
});

/** Of each moment the number of its track; none where they do not follow each other up to the last of so many. */
function numbered(tracks: readonly MomentTrack[], moments: number): Uint32Array {
  let at = 0;
  const follow = tracks.every(({ first, count }) => {
    const is = first === at;
    at += count;
    return is;
  });
  const trackOf = new Uint32Array(follow && at === moments ? at : 0);
  for (const [number, { first, count }] of tracks.entries()) trackOf.fill(number, first, first + count);
  return trackOf;
}

async function gather(folder: string, context: JobContext) {
  let builder: MomentsBuilder | null = null;
  let [done, total] = [0, 0];
  const onTake = (index: number, count: number) => {
    [done, total] = [index + 1, count];
  };
  for await (const track of tracksOf(folder, context.note, onTake)) {
    const { name, person, dancer, style, source, begin, fps, frames } = track;
    builder ??= new MomentsBuilder(fps);
    builder.add({ take: name, person, dancer, style, source, begin }, frames);
    await step(context, { phase: "reading the takes", unit: "take", done, total });
  }
  if (!builder || builder.count === 0)
    throw new SourceError(`${folder}: nobody dances in its takes, expected some to gather moments of`);
  return builder.build((moments, of) =>
    step(context, { phase: "gathering moments", unit: "moment", done: moments, total: of }),
  );
}
