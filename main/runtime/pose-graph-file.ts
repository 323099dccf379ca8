import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { tracksOf } from "../archive/tracks.ts";
import { buildPoseGraph, type PoseGraph } from "../generators/motion-graph/pose-graph.ts";
import { SourceError, UserError } from "../system/errors.ts";
import { readWholeFile } from "../system/files/read-file.ts";
import { type JobContext, step } from "../system/job.ts";
import { replaceFile } from "./model-files.ts";

/** Beside the takes that it is of; may be deleted, and is made again. */
export const POSE_GRAPH_FILE = "pose-graph.bin";
/** Of the layout below, and of what is in it: files of another one are made again. */
const LAYOUT = 2;
const FILE = { expected: "a pose graph", mostBytes: 2 ** 32, Fault: SourceError };
const MOST_HEADER = 1 << 20;
/** Less dance than this leads nowhere, seconds. */
const LEAST_SECONDS = 4;

/** In this order, one after the other, behind the header. */
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

/** The first line of the file, filled up with blanks to a whole number of 8 bytes. */
const HeaderSchema = v.strictObject({
  format: v.literal("continuo-pose-graph"),
  layout: v.literal(LAYOUT),
  takes: v.string(),
  fps: v.number(),
  styles: v.array(v.string()),
  threshold: v.number(),
  lengths: v.strictObject(v.entriesFromList(NAMES, v.pipe(v.number(), v.integer(), v.minValue(0)))),
  sha256: v.string(),
});
type Header = v.InferOutput<typeof HeaderSchema>;

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

/** Changes with every take that comes, goes or is written. */
async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const names = await readdir(folder).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be read (${error.message}), expected a folder of takes`);
  });
  for (const name of names.filter((one) => one.includes(".take.ndjson")).sort()) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`${name}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function encoded(graph: PoseGraph, takes: string): Buffer {
  const arrays = NAMES.map((name) => {
    const { buffer, byteOffset, byteLength } = graph[name];
    return padded(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength));
  });
  const content = Buffer.concat(arrays);
  const header: Header = {
    format: "continuo-pose-graph",
    layout: LAYOUT,
    takes,
    fps: graph.fps,
    styles: [...graph.styles],
    threshold: graph.threshold,
    lengths: Object.fromEntries(NAMES.map((name) => [name, graph[name].length])) as Header["lengths"],
    sha256: sha256(content),
  };
  return Buffer.concat([padded(Buffer.from(`${JSON.stringify(header)}\n`)), content]);
}

/** @throws SourceError where the file is not as it was written. */
async function readPoseGraph(file: string): Promise<{ readonly graph: PoseGraph; readonly takes: string }> {
  const bytes = await readWholeFile(file, FILE);
  const refuse = (found: string) =>
    new SourceError(`${file}: ${found}, expected a pose graph as it was built`);
  const end = bytes.subarray(0, MOST_HEADER).indexOf("\n");
  const header = v.safeParse(HeaderSchema, tryJson(bytes.toString("utf8", 0, Math.max(0, end))));
  if (!header.success) throw refuse("its first line is none of this layout");
  const { fps, styles, threshold, takes, lengths, sha256: sum } = header.output;
  let at = wholeWords(end + 1);
  if (sha256(bytes.subarray(at)) !== sum) throw refuse("damaged");
  const arrays: Partial<Record<ArrayName, ArrayBufferView>> = {};
  for (const name of NAMES) {
    const Kind = ARRAYS[name];
    const length = lengths[name] * Kind.BYTES_PER_ELEMENT;
    if (at + length > bytes.length) throw refuse("shorter than it says");
    arrays[name] = new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, lengths[name]);
    at += wholeWords(length);
  }
  return { graph: { fps, styles, threshold, ...(arrays as Pick<PoseGraph, ArrayName>) }, takes };
}

const wholeWords = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Filled up to a whole number of 8 bytes, where arrays of any kind may begin. */
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(wholeWords(bytes.length) - bytes.length, " ")]);

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
