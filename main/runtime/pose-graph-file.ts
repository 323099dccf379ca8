import { join } from "node:path";
import * as v from "valibot";
import { fingerprintOf } from "../archive/fingerprint.ts";
import { tracksOf } from "../archive/tracks.ts";
import { buildPoseGraph, type PoseGraph } from "../generators/motion-graph/pose-graph.ts";
import { SourceError, UserError } from "../system/errors.ts";
import { encodeArrays, readArrays } from "../system/files/array-file.ts";
import { type JobContext, step } from "../system/job.ts";
import { replaceFile } from "./model-files.ts";

/** Beside the takes that it is of; may be deleted, and is made again. */
export const POSE_GRAPH_FILE = "pose-graph.bin";
/** Of the layout below, and of what is in it: files of another one are made again. */
const LAYOUT = 3;
const EXPECTED = "a pose graph as it was built";
/** Less dance than this leads nowhere, seconds. */
const LEAST_SECONDS = 4;

const ARRAYS = {
  placements: Float32Array,
  axes: Float32Array,
  points: Float32Array,
  edges: Int32Array,
  distances: Float32Array,
  danceOf: Uint32Array,
  styleOf: Uint16Array,
  members: Uint8Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
const NAMES = Object.keys(ARRAYS) as ArrayName[];

const AboutSchema = v.strictObject({
  format: v.literal("continuo-pose-graph"),
  layout: v.literal(LAYOUT),
  takes: v.string(),
  fps: v.number(),
  styles: v.array(v.string()),
  threshold: v.number(),
});

/**
 * The pose graph of a folder of takes: read where it was built before and the takes are the same, else built and kept
 * beside them.
 * @throws SourceError when there are no takes; the signal's reason when it is stopped.
 */
export async function openPoseGraph(folder: string, context: JobContext): Promise<PoseGraph> {
  const file = join(folder, POSE_GRAPH_FILE);
  const takes = await fingerprintOf(folder);
  const kept = await readPoseGraph(file).catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  if (kept?.takes === takes) return kept.graph;
  const graph = await build(folder, context);
  await replaceFile(file, encoded(graph, takes)).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    context.note(`${error.message}: the graph is built again the next time`);
  });
  return graph;
}

/**
 * The same as it was built last: a show that is on waits for no building.
 * @throws SourceError where it was not built.
 */
export async function openBuiltPoseGraph(folder: string): Promise<PoseGraph> {
  return (await readPoseGraph(join(folder, POSE_GRAPH_FILE))).graph;
}

async function build(folder: string, context: JobContext): Promise<PoseGraph> {
  let [fps, frames] = [0, 0];
  async function* dances() {
    let [done, of] = [0, 0];
    const onTake = (index: number, count: number) => {
      [done, of] = [index + 1, count];
    };
    for await (const track of tracksOf(folder, context.note, onTake)) {
      fps = track.fps;
      frames += track.frames.length;
      yield track;
      await step(context, { phase: "reading the takes", unit: "take", done, total: of });
    }
    if (frames < LEAST_SECONDS * fps)
      throw new SourceError(
        `${folder}: takes with less than ${LEAST_SECONDS} s of dance, expected more to walk through`,
      );
  }
  return buildPoseGraph(dances(), (done, total) =>
    step(context, { phase: "building the graph", unit: "pose", done, total }),
  );
}

function encoded(graph: PoseGraph, takes: string): Buffer {
  const { fps, styles, threshold } = graph;
  const about = { format: "continuo-pose-graph", layout: LAYOUT, takes, fps, styles, threshold };
  return encodeArrays(about, Object.fromEntries(NAMES.map((name) => [name, graph[name]])));
}

/** @throws SourceError where the file is not as it was written. */
async function readPoseGraph(file: string): Promise<{ readonly graph: PoseGraph; readonly takes: string }> {
  const { about, arrays } = await readArrays(file, EXPECTED);
  const parsed = v.safeParse(AboutSchema, about);
  if (!parsed.success || !NAMES.every((name) => arrays.get(name) instanceof ARRAYS[name]))
    throw new SourceError(`${file}: its first line is none of this layout, expected ${EXPECTED}`);
  const { fps, styles, threshold, takes } = parsed.output;
  const found = Object.fromEntries(NAMES.map((name) => [name, arrays.get(name)]));
  return { graph: { fps, styles, threshold, ...(found as Pick<PoseGraph, ArrayName>) }, takes };
}
