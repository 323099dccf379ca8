import { join } from "node:path";
import type { Model } from "../../generators/model.ts";
import { openModel } from "../../generators/registry.ts";
import { replaceFile, saveModel, type TrainingProvenance } from "../../runtime/model-files.ts";
import { cardOf } from "./card.ts";
import { type ErrorRatio, errorRatios } from "./error-ratio.ts";
import type { DanceTrack } from "./tracks.ts";

/** Writes a model and its card as often as it got better. */
export class Keeper {
  readonly #folder: string;
  readonly #validation: readonly DanceTrack[];
  readonly #say: (line: string) => void;
  #best: number | null;

  /** @param best mean error ratio of the model that lies in the folder, if it was measured. */
  constructor(
    folder: string,
    validation: readonly DanceTrack[],
    best: number | null,
    say: (line: string) => void,
  ) {
    this.#folder = folder;
    this.#validation = validation;
    this.#best = best;
    this.#say = say;
  }

  /** Mean error ratio of the model kept; null before one was measured. */
  get best(): number | null {
    return this.#best;
  }

  /**
   * Keeps the model if it does better on the validation takes than the one before, or if there are none.
   * @returns its mean error ratio, null where it cannot be measured.
   */
  async keep(model: Model, provenance: TrainingProvenance): Promise<number | null> {
    const quality = await this.#measure(model);
    let mean: number | null = null;
    if (quality.length > 0) {
      const ratios = quality.map(({ error, repeating }) => error / repeating);
      mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
      const worse = this.#best !== null && mean > this.#best;
      const verdict = worse ? `not kept: the best has ${this.#best!.toFixed(3)}` : "kept";
      const shown = ratios.map((ratio) => ratio.toFixed(2)).join(" / ");
      this.#say(`step ${provenance.steps}: error ratio ${shown}, mean ${mean.toFixed(3)}, ${verdict}`);
      if (worse) return mean;
      this.#best = mean;
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
