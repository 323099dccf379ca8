import type { Seconds } from "../../../shared/pose.ts";

/** A dance goes at most so much slower or faster for its beats to fall on the music's: less than the eye minds. */
const RATES = { min: 0.85, max: 1.18 };
/** A beat that is so far off the music's counts 0.61. */
const SIGMA: Seconds = 0.06;
/** What the slowest and the fastest rate cost, in beats that fall on the music's. */
const COST = 0.05;
/** So many of its next beats are looked at together: what is good for the first may put the second off. */
const DEPTH = 2;

/**
 * The rate, 0.85 to 1.18, at which a dance goes on so that its next beats fall as well as they can on the music's: the
 * best of the rates, first to its next beat and then to the one after, that bring a beat onto one of the music's, and of
 * the slowest, the usual and the fastest.
 * @param leads until each of its own beats, at the usual rate; in order, more than 0.
 * @param toBeat until a beat of the music. @param period of the music's.
 */
export function rateOntoBeats(leads: readonly Seconds[], toBeat: Seconds, period: Seconds): number {
  const next = leads.slice(0, DEPTH);
  let best = { rate: 1, score: Number.NEGATIVE_INFINITY };
  const goOn = (index: number, lead: Seconds, at: Seconds, score: number, first: number): void => {
    if (index === next.length) {
      if (score > best.score) best = { rate: first, score };
      return;
    }
    const stretch = next[index]! - lead;
    for (const rate of ratesFor(stretch, toBeat - at, period)) {
      const then = at + stretch / rate;
      const beats = (then - toBeat) / period;
      const off = (beats - Math.round(beats)) * period;
      const worth = Math.exp(-(off ** 2) / (2 * SIGMA ** 2)) - COST * costOf(rate);
      goOn(index + 1, next[index]!, then, score + worth, index === 0 ? rate : first);
    }
  };
  goOn(0, 0, 0, 0, 1);
  return best.rate;
}

/** Rates worth trying for a stretch that ends with a beat; the usual one first. */
function ratesFor(stretch: Seconds, toBeat: Seconds, period: Seconds): readonly number[] {
  const rates = [1, RATES.min, RATES.max];
  const first = Math.ceil((stretch / RATES.max - toBeat) / period);
  const last = Math.floor((stretch / RATES.min - toBeat) / period);
  for (let beat = first; beat <= last; beat++) rates.push(stretch / (toBeat + beat * period));
  return rates;
}

const costOf = (rate: number): number => (Math.log(rate) / Math.log(RATES.max)) ** 2;
