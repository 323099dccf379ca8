import { modelsIn } from "../runtime/model-files.ts";

/** Cues may ask for the list a hundred times a second, and a drive may not answer: nobody waits for it. */
const LOOK_MS = 1000;

/** Names of the models in a folder, as they were a moment ago. */
export class ModelList {
  names: readonly string[] = [];
  readonly #folder: string;
  readonly #looking: NodeJS.Timeout;
  #waiting = false;

  /** Resolves when the folder has been read for the first time; a drive that does not answer has no models. */
  static async open(folder: string): Promise<ModelList> {
    const list = new ModelList(folder);
    await list.#look();
    return list;
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  close(): void {
    clearInterval(this.#looking);
  }

  async #look(): Promise<void> {
    if (this.#waiting) return;
    this.#waiting = true;
    this.names = await modelsIn(this.#folder);
    this.#waiting = false;
  }
}
