import { join } from "node:path";
import * as v from "valibot";
import { replaceFile } from "../../runtime/model-files.ts";
import { ConfigError, ModelError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import { readWholeFile } from "../../system/files/read-file.ts";
import { type OptimiserState, parameterCount } from "./optimiser/optimiser.ts";
import { HistoryEntrySchema } from "./report/history.ts";
import type { ParameterGroup } from "./trainable-type.ts";
import { TRAINABLE_TYPES, type TrainingChoice } from "./types.ts";

/** Settings and results of a run, which a resumed one continues. */
const RunSchema = v.strictObject({
  /** The kind of network; runs that do not say it began when there was one kind. */
  type: v.optional(v.picklist(TRAINABLE_TYPES), TRAINABLE_TYPES[0]),
  /** Weight of the critic; runs that do not say it have none. */
  critic: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  /** Whether a model that dances learns only to hear. */
  hearing: v.optional(v.boolean()),
  steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seed: v.pipe(v.number(), v.integer()),
  shards: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Minutes of training so far. */
  minutes: v.pipe(v.number(), v.minValue(0)),
  /** Names and frames of the archive's takes: another archive is another run. */
  archive: v.string(),
  /** The same of the takes that do not train; without them other models would be kept. */
  validation: v.string(),
  /** Mean error ratio of the best model, where a validation archive was given. */
  best: v.nullable(v.number()),
  history: v.array(HistoryEntrySchema),
});
export type Run = v.InferOutput<typeof RunSchema>;

const HeaderSchema = v.strictObject({
  ...RunSchema.entries,
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Bytes of a run on the first line: a history of years. */
const MOST_HEADER = 1 << 26;

/** Folder of a model's checkpoint. */
export const checkpointFolder = (model: string): string => join(model, "checkpoint");

/** Saves a run so that it resumes bit for bit: one file, the run as JSON on its first line, then float32 numbers. */
export async function saveCheckpoint(model: string, run: Run, optimiser: OptimiserState): Promise<void> {
  const folder = checkpointFolder(model);
  await makeFolder(folder);
  const { parameters, firstMoment, secondMoment, average } = optimiser;
  const parts = [parameters, firstMoment, secondMoment, average].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  const header = Buffer.from(`${JSON.stringify({ ...run, step: optimiser.step })}\n`);
  await replaceFile(join(folder, "run.bin"), Buffer.concat([header, ...parts]));
}

/**
 * @throws ModelError when there is none, or it is of other sizes; ConfigError when it is of another kind of network, or
 * was begun with another critic, or to learn something else.
 */
export async function loadCheckpoint(
  model: string,
  { type, critic, hearing = false }: TrainingChoice,
  groups: readonly ParameterGroup[],
): Promise<{ run: Run; optimiser: OptimiserState }> {
  const file = join(checkpointFolder(model), "run.bin");
  const count = parameterCount(groups);
  const bytes = await readWholeFile(file, {
    expected: "the checkpoint of a run to resume",
    ...{ mostBytes: MOST_HEADER + 16 * count, Fault: ModelError },
  });
  const end = bytes.indexOf("\n");
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), HeaderSchema),
    bytes.subarray(0, Math.max(0, end)).toString(),
  );
  if (parsed.success && parsed.output.type !== type) {
    throw new ConfigError(
      `--type is ${type}, and the run to resume in ${model} is of ${parsed.output.type}; ` +
        `expected --type ${parsed.output.type}, or another --output`,
    );
  }
  if (parsed.success && parsed.output.critic !== critic) {
    throw new ConfigError(
      `--critic is ${critic}, and the run to resume in ${model} has ${parsed.output.critic}; ` +
        `expected --critic ${parsed.output.critic}, or another --output`,
    );
  }
  if (parsed.success && (parsed.output.hearing ?? false) !== hearing) {
    throw new ConfigError(
      `--hear is ${hearing ? "" : "not "}given, and the run to resume in ${model} is ${hearing ? "not one" : "one"} ` +
        `that learns only to hear; expected it ${hearing ? "without" : "with"} --hear, or another --output`,
    );
  }
  if (!parsed.success || bytes.length !== end + 1 + 16 * count) {
    throw new ModelError(`${file}: ${bytes.length} bytes, expected a checkpoint of ${count} parameters`);
  }
  const numbers = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
  const parameters = new Float32Array(new SharedArrayBuffer(4 * count));
  parameters.set(numbers.subarray(0, count));
  const { step, ...run } = parsed.output;
  const optimiser: OptimiserState = {
    step,
    parameters,
    firstMoment: numbers.slice(count, 2 * count),
    secondMoment: numbers.slice(2 * count, 3 * count),
    average: numbers.slice(3 * count),
  };
  return { run, optimiser };
}
