import { type ReadonlySignal, signal } from "@preact/signals";

/** Answers that are kept. */
const KEPT = 500;

/**
 * Asks for what belongs to a moment, one question at a time: whoever runs over the map is answered for where she has come
 * to, and not for all that was on the way.
 */
export class MomentAsker<Answer> {
  readonly #ask: (moment: number) => Promise<Answer>;
  readonly #known = new Map<number, Answer>();
  readonly #shown = signal<{ readonly moment: number; readonly answer: Answer } | null>(null);
  #wanted: number | null = null;
  #asking = false;

  constructor(ask: (moment: number) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** The newest answer to what is wanted; while that is asked for, the one before. */
  get shown(): ReadonlySignal<{ readonly moment: number; readonly answer: Answer } | null> {
    return this.#shown;
  }

  want(moment: number | null): void {
    this.#wanted = moment;
    if (moment === null) this.#shown.value = null;
    else void this.#fill();
  }

  async #fill(): Promise<void> {
    for (;;) {
      const moment = this.#wanted;
      if (moment === null || this.#asking) return;
      const known = this.#known.get(moment);
      if (known !== undefined) {
        this.#shown.value = { moment, answer: known };
        return;
      }
      this.#asking = true;
      try {
        const answer = await this.#ask(moment);
        this.#known.set(moment, answer);
        // A Map keeps the order of insertion.
        for (const old of this.#known.keys()) if (this.#known.size > KEPT) this.#known.delete(old);
        // On the way there: better the last one than none.
        if (this.#wanted !== null && this.#wanted !== moment) this.#shown.value = { moment, answer };
      } catch {
        // Such as a host that is away, which the shell says: asked again when the pointer moves on.
        if (this.#wanted === moment) this.#wanted = null;
      } finally {
        this.#asking = false;
      }
    }
  }
}
