import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance as an argument: uniform in [0, 1), from a seeded generator. */
export type Random = () => number;

/** A generator for one place in a run, the same for the same numbers: a resumed run goes on as if never stopped. */
export function seededRandom(...place: readonly number[]): Random {
  let seed = 0;
  for (const number of place) seed = Math.imul(seed ^ number, 0x9e3779b1) ^ (seed >>> 15);
  const generator = xoroshiro128plus(seed | 0);
  return () => uniformFloat64(generator);
}

/** A draw from the standard normal distribution (Box and Muller 1958); takes two numbers from `random`. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
