import type { Random } from "../../shared/random.ts";

/** A draw from the standard normal distribution (Box and Muller 1958); takes two numbers from `random`. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
