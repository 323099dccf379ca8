import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Manifest, type Model, openModel } from "../engine/predict/model.ts";
import { ModelError } from "../errors.ts";

/**
 * Reads and checks a model folder.
 * @throws ModelError naming the file, what was found and what was expected.
 */
export async function loadModel(folder: string): Promise<Model> {
  const read = async (name: string): Promise<Buffer> => {
    try {
      return await readFile(join(folder, name));
    } catch (error) {
      const found =
        (error as NodeJS.ErrnoException).code === "ENOENT" ? "is not there" : (error as Error).message;
      throw new ModelError(
        `${join(folder, name)}: ${found}, expected a model folder with manifest.json and weights.bin`,
      );
    }
  };
  const manifest = (await read("manifest.json")).toString("utf8");
  const weights = await read("weights.bin");
  return openModel({ folder, manifest, weights, sha256: sha256(weights) });
}

/** Writes a model folder; the manifest comes last, so that a folder with one is whole. */
export async function saveModel(folder: string, { about, values }: Model): Promise<void> {
  await mkdir(folder, { recursive: true });
  const weights = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const manifest: Manifest = {
    ...about,
    weights: { file: "weights.bin", dtype: "float32", bytes: weights.byteLength, sha256: sha256(weights) },
  };
  await replaceFile(join(folder, "weights.bin"), weights);
  await replaceFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A file that is either the old one or the new one, whenever the program ends. */
export async function replaceFile(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
