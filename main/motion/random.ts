import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Random } from "../../shared/random.ts";

/** Chance for one place in a run: the same for the same numbers, so that a resumed run goes on as if never stopped. */
export function seededRandom(...place: readonly number[]): Random {
  let seed = 0;
  for (const number of place) seed = Math.imul(seed ^ number, 0x9e3779b1) ^ (seed >>> 15);
  const generator = xoroshiro128plus(seed | 0);
  return () => uniformFloat64(generator);
}
