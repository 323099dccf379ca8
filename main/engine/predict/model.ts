import * as v from "valibot";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { ModelError } from "../../errors.ts";
import { blockLength, CONSTANT_BLOCKS, layerBlocks, linearLayers, type Sizes, viewBlocks } from "./layers.ts";
import type { Limits } from "./plausibility.ts";

/** Type of network, and the layout of what it reads and writes: both change when network.ts or moment.ts do. */
export const MODEL_TYPE = "recurrent-cvae";
export const LAYOUT = 1;

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** models/<name>/manifest.json */
export const ManifestSchema = v.strictObject({
  format: v.literal("continuo-model"),
  version: v.literal(1),
  name: v.pipe(v.string(), v.nonEmpty()),
  type: v.literal(MODEL_TYPE),
  layout: v.literal(LAYOUT),
  skeleton: v.literal(`stage-${JOINT_COUNT}`),
  fps: v.pipe(v.number(), v.gtValue(0), v.maxValue(240)),
  sizes: v.strictObject({
    hidden: count(4096),
    latent: count(1024),
    code: count(1024),
    prior: count(4096),
    decoder: count(4096),
    segment: count(240),
  }),
  weights: v.strictObject({
    file: v.literal("weights.bin"),
    dtype: v.literal("float32"),
    bytes: count(1 << 30),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  styles: v.array(v.string()),
  training: v.strictObject({
    sources: v.array(v.string()),
    licences: v.array(v.string()),
    seconds: v.number(),
    steps: v.number(),
    minutes: v.number(),
    backend: v.string(),
    seed: v.number(),
  }),
});

export type Manifest = v.InferOutput<typeof ManifestSchema>;

/** What a model says of itself, wherever its numbers are. */
export type About = Omit<Manifest, "weights">;

export interface Model {
  readonly about: About;
  /** All that is in the weights file: the constants, then the layers. */
  readonly values: Float32Array;
  /** Views of the constants. */
  readonly constants: Limits;
}

/** A model's files as they lie on disk, read by whoever may read. */
export interface ModelFiles {
  /** Where they lie, for messages. */
  readonly folder: string;
  readonly manifest: string;
  readonly weights: Uint8Array;
  /** Of the weights, hexadecimal. */
  readonly sha256: string;
}

/** How many numbers a network of these sizes has on disk. */
export function valueCount(sizes: Sizes): number {
  return blocksOf(sizes).reduce((sum, block) => sum + blockLength(block), 0);
}

const blocksOf = (sizes: Sizes) => [...CONSTANT_BLOCKS, ...layerBlocks(linearLayers(sizes))];

/**
 * Checks a model's files against each other and against this program, before anything uses them.
 * @throws ModelError naming the file, what was found and what was expected.
 */
export function openModel({ folder, manifest: text, weights, sha256 }: ModelFiles): Model {
  const manifestFile = `${folder}/manifest.json`;
  const manifest = parseManifest(manifestFile, text);
  const weightsFile = `${folder}/${manifest.weights.file}`;
  const bytes = 4 * valueCount(manifest.sizes);
  const refuse = (found: string, expected: string): never => {
    throw new ModelError(`${weightsFile}: ${found}, expected ${expected}`);
  };
  if (manifest.weights.bytes !== bytes) {
    throw new ModelError(
      `${manifestFile}: weights.bytes is ${manifest.weights.bytes}, expected ${bytes} for these sizes`,
    );
  }
  if (weights.byteLength !== bytes) refuse(`${weights.byteLength} bytes`, `${bytes} as manifest.json says`);
  if (sha256 !== manifest.weights.sha256) {
    refuse(
      `sha256 ${sha256.slice(0, 12)}...`,
      `${manifest.weights.sha256.slice(0, 12)}... as manifest.json says`,
    );
  }
  const values = new Float32Array(weights.slice().buffer);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) refuse(`number ${odd} is ${values[odd]}`, "finite numbers");
  return { about: manifest, values, constants: constantsIn(values) };
}

/** The constants, which begin the weights file. */
export function constantsIn(values: Float32Array): Limits {
  return Object.fromEntries(viewBlocks(CONSTANT_BLOCKS, values)) as unknown as Limits;
}

function parseManifest(file: string, text: string): Manifest {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ManifestSchema), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? "the file";
  throw new ModelError(
    `${file}: ${path} is ${issue.received}, expected ${issue.expected ?? "a continuo-model"}`,
  );
}
