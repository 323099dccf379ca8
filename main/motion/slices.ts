/** Work that is done in slices: after each it says how much of it is done, 0 to 1. */
export type Slices<Result> = Generator<number, Result>;

/** Work that is a part of another: it begins when `from` of that is done, and is `share` of it. */
export function* asPart<Result>(slices: Slices<Result>, from: number, share: number): Slices<Result> {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
    yield from + share * value;
  }
}

/** Work that is as far as somebody has asked for it. What comes of it is the same, however it is cut. */
export class Sliced<Result> {
  readonly #slices: Slices<Result>;
  #done = 0;
  #found: { readonly result: Result } | null = null;

  constructor(slices: Slices<Result>) {
    this.#slices = slices;
  }

  /** Goes on until this share of it is done, if it is not yet. */
  advanceTo(share: number): void {
    while (!this.#found && this.#done < share) {
      const { done, value } = this.#slices.next();
      if (done) this.#found = { result: value };
      else this.#done = value;
    }
  }

  /** Does what is left of it. */
  result(): Result {
    this.advanceTo(Number.POSITIVE_INFINITY);
    return this.#found!.result;
  }
}

/** All of it at once. */
export const finished = <Result>(slices: Slices<Result>): Result => new Sliced(slices).result();
