import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { GeneratorType, Model } from "../generators/model.ts";
import { GENERATOR_TYPES, generatorType } from "../generators/registry.ts";
import { ModelError, SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/paths.ts";

const WEIGHTS = "weights.bin";

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
      bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1 << 30)),
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
export function modelsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, "manifest.json")));
  } catch {
    return [];
  }
}

/**
 * Reads a model folder, and checks its files against each other and against this program before anything uses them.
 * @throws ModelError naming the file, what was found and what was expected.
 */
export async function loadModel(folder: string): Promise<Model> {
  const manifestFile = join(folder, "manifest.json");
  const { type, name, fps, sizes, styles, weights } = parseManifest(manifestFile, await read(manifestFile));
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
  const content = await read(file);
  const refuse = (found: string, expected: string) =>
    new ModelError(`${file}: ${found}, expected ${expected}`);
  if (content.length !== bytes) throw refuse(`${content.length} bytes`, `${bytes} as manifest.json says`);
  const sum = sha256(content);
  if (sum !== weights.sha256) throw refuse(`sha256 ${sum}`, `${weights.sha256} as manifest.json says`);
  const values = new Float32Array(new Uint8Array(content).buffer);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw refuse(`number ${odd} is ${values[odd]}`, "finite numbers");
  return { type, name, fps, sizes, styles, values };
}

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
 * @throws SourceError when the disk refuses.
 */
export async function replaceFile(file: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(`${file}.part`, content);
    await rename(`${file}.part`, file);
  } catch (error) {
    throw new SourceError(`${file}: cannot be written (${(error as Error).message})`);
  }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "is not there" : `cannot be read (${message})`;
    throw new ModelError(`${file}: ${found}, expected a model folder with manifest.json and ${WEIGHTS}`);
  }
}

function parseManifest(file: string, content: Buffer): Manifest {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ManifestSchema), content.toString("utf8"));
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
