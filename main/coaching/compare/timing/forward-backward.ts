/** What a hidden lateness does from one moment to the next: it stays, goes a step up or down, or is any other at once. */
const STEP = 0.03;
const ANY = 0.001;

/** How likely each lateness is at each moment. */
export interface Posterior {
  /** [moments, states]; each moment's sum is 1. */
  readonly values: Float32Array;
  readonly states: number;
}

/**
 * The forward-backward algorithm (Baum 1972; Rabiner 1989, "A tutorial on hidden Markov models"): how likely each state is
 * at each moment, given all of them. A sum over all warps rather than the best one, it tells between the frames, and how
 * well a lateness is known at all.
 * @param costs minus twice the log-likelihood of each state, [moments, states]
 * @param shifts by how many states the same lateness lies lower at a moment than at the one before, [moments]
 */
export function forwardBackward(costs: Float32Array, states: number, shifts: Int32Array): Posterior {
  const moments = costs.length / states;
  const likely = likelihoods(costs, states);
  const values = new Float32Array(costs.length);
  const now = new Float64Array(states).fill(1);
  const next = new Float64Array(states);
  for (let moment = 0; moment < moments; moment++) {
    if (moment > 0) spread(now, next, shifts[moment]!);
    else next.fill(1);
    weigh(next, likely, moment * states);
    values.set(next, moment * states);
    now.set(next);
  }
  now.fill(1);
  for (let moment = moments - 2; moment >= 0; moment--) {
    weigh(now, likely, (moment + 1) * states);
    spread(now, next, -shifts[moment + 1]!);
    now.set(next);
    let sum = 0;
    for (let s = 0; s < states; s++) sum += values[moment * states + s]! *= now[s]!;
    for (let s = 0; s < states; s++) values[moment * states + s]! /= sum;
  }
  return { values, states };
}

function likelihoods(costs: Float32Array, states: number): Float32Array {
  const likely = new Float32Array(costs.length);
  for (let at = 0; at < costs.length; at += states) {
    let least = Number.POSITIVE_INFINITY;
    for (let s = 0; s < states; s++) least = Math.min(least, costs[at + s]!);
    // A floor keeps a sum from being nothing where two moments contradict each other.
    for (let s = 0; s < states; s++) likely[at + s] = Math.max(Math.exp((least - costs[at + s]!) / 2), 1e-12);
  }
  return likely;
}

function weigh(now: Float64Array, likely: Float32Array, at: number): void {
  let sum = 0;
  for (let s = 0; s < now.length; s++) sum += now[s]! *= likely[at + s]!;
  for (let s = 0; s < now.length; s++) now[s]! /= sum;
}

function spread(from: Float64Array, to: Float64Array, shift: number): void {
  const states = from.length;
  let sum = 0;
  for (let s = 0; s < states; s++) sum += from[s]!;
  const any = (ANY * sum) / states;
  for (let s = 0; s < states; s++) {
    const source = s + shift;
    const own = source >= 0 && source < states ? from[source]! : 0;
    const below = source > 0 && source <= states ? from[source - 1]! : 0;
    const above = source >= -1 && source < states - 1 ? from[source + 1]! : 0;
    to[s] = any + (1 - 2 * STEP - ANY) * own + STEP * (below + above);
  }
}
