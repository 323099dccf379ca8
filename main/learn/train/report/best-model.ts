import { join } from "node:path";
import type { DanceTrack } from "../../../archive/tracks.ts";
import type { Model } from "../../../generators/model.ts";
import { openModel } from "../../../generators/registry.ts";
import { replaceFile, saveModel, type TrainingProvenance } from "../../../runtime/model-files.ts";
import { cardOf } from "./card.ts";
import { type ErrorRatio, errorRatios } from "./error-ratio.ts";

/** The model and card in a folder, replaced whenever one does better on the validation takes (early stopping). */
export class BestModel {
  readonly #folder: string;
  readonly #validation: readonly DanceTrack[];
  readonly #say: (line: string) => void;
  #ratio: number | null;

  /** @param ratio mean error ratio of the model that lies in the folder, if it was measured. */
  constructor(
    folder: string,
    validation: readonly DanceTrack[],
    ratio: number | null,
    say: (line: string) => void,
  ) {
    this.#folder = folder;
    this.#validation = validation;
    this.#ratio = ratio;
    this.#say = say;
  }

  /** Mean error ratio of the best model so far; null before one was measured. */
  get ratio(): number | null {
    return this.#ratio;
  }

  /**
   * Saves the model unless the one before does better on the validation takes.
   * @returns its mean error ratio, null where there are no validation takes.
   */
  async offer(model: Model, provenance: TrainingProvenance): Promise<number | null> {
    const quality = await this.#measure(model);
    let mean: number | null = null;
    if (quality.length > 0) {
      const ratios = quality.map(({ error, repeating }) => error / repeating);
      mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
      const worse = this.#ratio !== null && mean > this.#ratio;
      const verdict = worse ? `not kept: the best has ${this.#ratio!.toFixed(3)}` : "kept";
      const shown = ratios.map((ratio) => ratio.toFixed(2)).join(" / ");
      this.#say(`step ${provenance.steps}: error ratio ${shown}, mean ${mean.toFixed(3)}, ${verdict}`);
      if (worse) return mean;
      this.#ratio = mean;
    }
    await saveModel(this.#folder, model, provenance);
    await replaceFile(join(this.#folder, "README.md"), cardOf(model, provenance, quality));
    return mean;
  }

  async #measure(model: Model): Promise<readonly ErrorRatio[]> {
    if (this.#validation.length === 0) return [];
    const generator = openModel(model);
    try {
      return await errorRatios(generator, this.#validation);
    } finally {
      generator.dispose();
    }
  }
}
