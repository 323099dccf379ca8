import { createHash } from "node:crypto";
import { access, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { GeneratorType, Model } from "../generators/model.ts";
import { GENERATOR_TYPES, generatorType } from "../generators/registry.ts";
import { ModelError, SourceError } from "../system/errors.ts";
import { inTime } from "../system/files/in-time.ts";
import { readJsonFile } from "../system/files/json.ts";
import { makeFolder, whyUnwritable } from "../system/files/paths.ts";
import { readWholeFile } from "../system/files/read-file.ts";

const WEIGHTS = "weights.bin";
const MOST_WEIGHTS = 1 << 30;
const MANIFEST = { expected: "the manifest of a model folder", mostBytes: 1 << 20, Fault: ModelError };

/** models/<name>/manifest.json, of one type of generator. */
const manifestSchema = ({ type, layout, sizes }: GeneratorType) =>
  v.strictObject({
    format: v.literal("continuo-model"),
    version: v.literal(1),
    name: v.pipe(v.string(), v.nonEmpty()),
    type: v.literal(type),
    layout: v.literal(layout),
    skeleton: v.literal(`stage-${JOINT_COUNT}`),
    fps: v.pipe(v.number(), v.gtValue(0), v.maxValue(240)),
    sizes,
    weights: v.strictObject({
      file: v.literal(WEIGHTS),
      dtype: v.literal("float32"),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_WEIGHTS)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
    styles: v.array(v.string()),
    training: v.strictObject({
      sources: v.array(v.string()),
      licences: v.array(v.string()),
      /** Of dance in the archive. */
      seconds: v.number(),
      steps: v.number(),
      minutes: v.number(),
      backend: v.string(),
      seed: v.number(),
    }),
  });

const ManifestSchema = v.variant("type", GENERATOR_TYPES.map(manifestSchema));

export type Manifest = v.InferOutput<typeof ManifestSchema>;

/** Where a model comes from. */
export type TrainingProvenance = Manifest["training"];

/** Names of the model folders in a folder; none where that cannot be read. */
export async function modelsIn(folder: string): Promise<readonly string[]> {
  const models = async () => {
    const found: string[] = [];
    for (const name of (await readdir(folder)).sort()) {
      const manifest = access(join(folder, name, "manifest.json"));
      await manifest.then(
        () => found.push(name),
        () => {},
      );
    }
    return found;
  };
  return inTime(folder, models).catch(() => []);
}

/**
 * Reads a model folder, and checks its files against each other and against this program before anything uses them.
 * @throws ModelError naming the file, what was found and what was expected.
 */
export async function loadModel(folder: string): Promise<Model> {
  const manifestFile = join(folder, "manifest.json");
  const { type, name, fps, sizes, styles, weights } = await readManifest(manifestFile);
  if (styles.length !== (sizes.styles ?? styles.length)) {
    throw new ModelError(
      `${manifestFile}: styles has ${styles.length} names, expected ${sizes.styles} as sizes.styles says`,
    );
  }
  const bytes = 4 * generatorType(type).valueCount(sizes);
  if (weights.bytes !== bytes) {
    throw new ModelError(
      `${manifestFile}: weights.bytes is ${weights.bytes}, expected ${bytes} for these sizes`,
    );
  }
  const file = join(folder, WEIGHTS);
  // Its size is compared before anything of it is read.
  const content = await readWholeFile(file, {
    expected: "the weights that manifest.json says",
    ...{ mostBytes: MOST_WEIGHTS, exactBytes: bytes, Fault: ModelError },
  });
  const refuse = (found: string, expected: string) =>
    new ModelError(`${file}: ${found}, expected ${expected}`);
  const sum = sha256(content);
  if (sum !== weights.sha256) throw refuse(`sha256 ${sum}`, `${weights.sha256} as manifest.json says`);
  const values = new Float32Array(new Uint8Array(content).buffer);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw refuse(`number ${odd} is ${values[odd]}`, "finite numbers");
  return { type, name, fps, sizes, styles, values };
}

/** Where the model in a folder comes from. @throws ModelError for a manifest that is none */
export const provenanceOf = async (folder: string): Promise<TrainingProvenance> =>
  (await readManifest(join(folder, "manifest.json"))).training;

/** Writes a model folder; the manifest comes last, so that a folder whose parts agree is whole. */
export async function saveModel(folder: string, model: Model, training: TrainingProvenance): Promise<void> {
  const { type, name, fps, sizes, styles, values } = model;
  const weights = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const manifest: Manifest = {
    format: "continuo-model",
    version: 1,
    name,
    type,
    layout: generatorType(type).layout,
    skeleton: `stage-${JOINT_COUNT}`,
    fps,
    sizes: { ...sizes },
    weights: { file: WEIGHTS, dtype: "float32", bytes: weights.length, sha256: sha256(weights) },
    styles: [...styles],
    training,
  };
  await makeFolder(folder);
  await replaceFile(join(folder, WEIGHTS), weights);
  await replaceFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * A file that is either the old one or the new one, whenever the program ends.
 * @param content all of it, or piece by piece
 * @throws SourceError when the disk refuses; what the maker of the pieces throws.
 */
export async function replaceFile(
  file: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, content);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
  }
}

async function readManifest(file: string): Promise<Manifest> {
  const parsed = v.safeParse(ManifestSchema, await readJsonFile(file, MANIFEST));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? "the file";
  const found =
    issue.received === "undefined"
      ? "missing, expected a manifest that has it"
      : `${issue.received}, expected ${issue.expected ?? "a manifest"}`;
  throw new ModelError(`${file}: ${path} is ${found}`);
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
