/** Exponential backoff: the wait doubles with each attempt, up to a ceiling. Milliseconds. */
export class Backoff {
  readonly #first: number;
  readonly #longest: number;
  #next: number;

  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
    this.#next = first;
  }

  /** What `next` would give. */
  get peek(): number {
    return this.#next;
  }

  next(): number {
    const wait = this.#next;
    this.#next = Math.min(2 * wait, this.#longest);
    return wait;
  }

  reset(): void {
    this.#next = this.#first;
  }
}
