import { loadModel, saveModel } from "../../main/runtime/model-files.ts";
import { emptyFolder } from "./folder.ts";

/** A copy of a model folder whose numbers are finite, and whose network overflows all the same. */
export async function overflowingModel(original: string): Promise<string> {
  const folder = emptyFolder();
  const model = await loadModel(original);
  const training = {
    ...{ sources: [], licences: [], seconds: 0, steps: 0, minutes: 0, backend: "none", seed: 0 },
  };
  await saveModel(folder, { ...model, values: model.values.map((value) => value * 1e30) }, training);
  return folder;
}
