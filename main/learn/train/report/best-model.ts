import { join } from "node:path";
import type { DanceTrack } from "../../../archive/tracks.ts";
import type { Model } from "../../../generators/model.ts";
import { replaceFile, saveModel, type TrainingProvenance } from "../../../runtime/model-files.ts";
import { cardOf } from "./card.ts";
import type { Judge } from "./judge.ts";

/** The model and card in a folder, replaced whenever one does better on the validation takes (early stopping). */
export class BestModel {
  readonly #folder: string;
  readonly #judge: Judge;
  readonly #validation: readonly DanceTrack[];
  readonly #say: (line: string) => void;
  #ratio: number | null;

  /** @param ratio error ratio of the model that lies in the folder, if it was measured. */
  constructor(
    folder: string,
    judge: Judge,
    validation: readonly DanceTrack[],
    ratio: number | null,
    say: (line: string) => void,
  ) {
    this.#folder = folder;
    this.#judge = judge;
    this.#validation = validation;
    this.#ratio = ratio;
    this.#say = say;
  }

  /** Error ratio of the best model so far; null before one was measured. */
  get ratio(): number | null {
    return this.#ratio;
  }

  /**
   * Saves the model unless the one before does better on the validation takes.
   * @param lately what is told of the last steps of its training
   * @returns its error ratio, null where there are no validation takes.
   */
  async offer(
    model: Model,
    provenance: TrainingProvenance,
    lately: readonly string[],
  ): Promise<number | null> {
    const quality = this.#validation.length > 0 ? await this.#judge.measure(model, this.#validation) : null;
    if (quality) {
      const { ratio, line } = quality;
      const worse = this.#ratio !== null && ratio > this.#ratio;
      const verdict = worse ? `not kept: the best has ${this.#ratio!.toFixed(3)}` : "kept";
      this.#say(`step ${provenance.steps}: error ratio ${line}, ${verdict}`);
      if (worse) return ratio;
      this.#ratio = ratio;
    }
    await saveModel(this.#folder, model, provenance);
    const card = cardOf(model, provenance, this.#judge, quality, lately);
    await replaceFile(join(this.#folder, "README.md"), card);
    return quality?.ratio ?? null;
  }
}
