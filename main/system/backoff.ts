/**
 * The n-th wait of a series, from 1, in which each is twice the one before, up to a ceiling; 0 before the first.
 * @returns in the unit of `first` and `longest`.
 */
export function backoff(n: number, first: number, longest: number): number {
  return n < 1 ? 0 : Math.min(first * 2 ** (n - 1), longest);
}
