import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { Sizes } from "../../generators/recurrent-cvae/weights.ts";
import { replaceFile } from "../../runtime/model-files.ts";
import { ModelError } from "../../system/errors.ts";
import { makeFolder } from "../../system/paths.ts";
import { ChapterSchema } from "./history.ts";
import { type Learning, parameterCount } from "./learning.ts";

/** Settings that a resumed run must share with the one that was stopped. */
const RunSchema = v.strictObject({
  steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seed: v.pipe(v.number(), v.integer()),
  shards: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Minutes of training so far. */
  minutes: v.pipe(v.number(), v.minValue(0)),
  /** Names and frames of the archive's takes: another archive is another run. */
  archive: v.string(),
  /** The same of the takes that do not train; without them other models would be kept. */
  validation: v.string(),
  /** Error ratio of the model that was kept, where a validation archive was given. */
  best: v.nullable(v.number()),
  history: v.array(ChapterSchema),
});
export type Run = v.InferOutput<typeof RunSchema>;

const HeaderSchema = v.strictObject({
  ...RunSchema.entries,
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Where a model's training keeps what it needs to go on. */
export const folderOf = (model: string): string => join(model, "checkpoint");

/** Saves a run so that it can go on bit for bit: one file, its first line the run, the rest the numbers. */
export async function saveCheckpoint(model: string, run: Run, learning: Learning): Promise<void> {
  const folder = folderOf(model);
  await makeFolder(folder);
  const { parameters, mean, square, average } = learning;
  const parts = [parameters, mean, square, average].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  const header = Buffer.from(`${JSON.stringify({ ...run, step: learning.step })}\n`);
  await replaceFile(join(folder, "learning.bin"), Buffer.concat([header, ...parts]));
}

/** @throws ModelError when there is none, or it is of other sizes. */
export async function loadCheckpoint(model: string, sizes: Sizes): Promise<{ run: Run; learning: Learning }> {
  const file = join(folderOf(model), "learning.bin");
  const bytes = await readFile(file).catch(() => {
    throw new ModelError(`${file}: is not there, expected the checkpoint of a run to resume`);
  });
  const end = bytes.indexOf("\n");
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), HeaderSchema),
    bytes.subarray(0, Math.max(0, end)).toString(),
  );
  const count = parameterCount(sizes);
  if (!parsed.success || bytes.length !== end + 1 + 16 * count) {
    throw new ModelError(`${file}: ${bytes.length} bytes, expected a checkpoint of ${count} parameters`);
  }
  const numbers = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
  const parameters = new Float32Array(new SharedArrayBuffer(4 * count));
  parameters.set(numbers.subarray(0, count));
  const { step, ...run } = parsed.output;
  const learning: Learning = {
    step,
    parameters,
    mean: numbers.slice(count, 2 * count),
    square: numbers.slice(2 * count, 3 * count),
    average: numbers.slice(3 * count),
  };
  return { run, learning };
}
