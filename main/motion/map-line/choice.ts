import type { Seconds } from "../../../shared/pose.ts";
import { squareDistance } from "../moments/features.ts";
import { APART, AXES, type MomentTrack, trackAt } from "../moments/moments.ts";
import type { Slices } from "../slices.ts";
import { vectorLength } from "../vectors.ts";
import { type Ground, TREMBLES } from "./ground.ts";
import type { PacedLine } from "./paced-line.ts";

/*
 * Which moments are danced along a line: stretches of takes, as they were danced, one after the other. It is the cheapest
 * way through a lattice (Viterbi 1967), of which at each step only the cheapest ends are kept: what lies near the line and
 * goes as it does costs little, and going over from one stretch to another costs the more, the less the two are alike.
 */

/** Frames between two places where one may go over. */
const STRIDE = 3;
/** Nothing is danced for a shorter time before one goes over again: it would be restless. */
const SHORTEST: Seconds = 0.5;
/** What costs 1 for a stride: so far from the line, widths of the map; */
const AWAY = 0.03;
/** where the line leads through nothing, farther by this share of how far the nearest place is: all are far there; */
const LOST = 0.3;
/** so much faster, slower or another way, widths a second; */
const ASKEW = 0.6;
/** so unusual a speed of the body, as a share of what is usual. */
const UNUSUAL = 0.2;
/** Going over costs this, and 1 more between moments that are so far apart, metres; four times as far, 256 times as much. */
const OVER = 2.5;
const UNLIKE = 0.14;
/** What was danced within this time is not danced again, unless it saves so much. */
const ROUND: Seconds = 5;
const ROUND_COST = 6;
/** At each step so many moments around the line are looked at, of neighbours within so many frames only one; */
const LOOKED_AT = 1500;
const NEIGHBOURS = 6;
/** the best are gone over to, and so many ends are kept. */
const CANDIDATES = 150;
const ENDS = 400;

/** A stretch of a track. */
export interface Stretch {
  /** The first. */
  readonly moment: number;
  readonly frames: number;
}

/** An end of a way: the moment that is danced, what it has cost so far, and how it came there. */
interface End {
  readonly moment: number;
  readonly cost: number;
  readonly before: End | null;
  /** Steps since it came to this stretch. */
  readonly since: number;
}

/** @returns stretches that are together as long as the line; none where no track lasts long enough. */
export function* chosenStretches(ground: Ground, line: PacedLine): Slices<readonly Stretch[]> {
  const steps = Math.ceil(line.frames / STRIDE);
  const shortest = Math.round((SHORTEST * line.fps) / STRIDE);
  const beside = new Beside(ground, line, steps, shortest);
  let ends = kept(
    beside.candidates(0).map((moment) => ({ moment, cost: beside.cost(moment, 0), before: null, since: 0 })),
    shortest,
  );
  for (let step = 1; step < steps && ends.length > 0; step++) {
    const next: End[] = [];
    for (const end of ends) {
      const moment = end.moment + STRIDE;
      if (moment + STRIDE - 1 > lastOf(trackAt(ground.moments, end.moment))) continue;
      next.push({ moment, cost: end.cost + beside.cost(moment, step), before: end, since: end.since + 1 });
    }
    // A stretch before the line's end would be too short: only where nothing goes on.
    if (steps - step >= shortest || next.length === 0) {
      const from = ends.filter(({ since }) => since + 1 >= shortest);
      for (const moment of beside.candidates(step)) {
        const over = cheapestOver(ground, from, moment);
        if (over)
          next.push({ moment, cost: over.cost + beside.cost(moment, step), before: over.end, since: 0 });
      }
    }
    ends = kept(next, shortest);
    yield step / steps;
  }
  return ends[0] ? stretchesTo(ends[0], line.frames) : [];
}

/** The cheapest ends, the cheapest first; of those that dance the same and may go on alike only one. */
function kept(ends: readonly End[], shortest: number): readonly End[] {
  const cheapest = new Map<number, End>();
  for (const end of ends) {
    const key = 2 * end.moment + Number(end.since + 1 >= shortest);
    const other = cheapest.get(key);
    if (!other || end.cost < other.cost) cheapest.set(key, end);
  }
  return [...cheapest.values()].sort((a, b) => a.cost - b.cost).slice(0, ENDS);
}

/** From which end one goes over to a moment at the least cost. @param ends the cheapest first. */
function cheapestOver({ moments }: Ground, ends: readonly End[], to: number) {
  const { points, fps } = moments;
  let [least, best]: [number, End | null] = [Number.POSITIVE_INFINITY, null];
  for (const end of ends) {
    const base = end.cost + OVER;
    if (base >= least) break;
    // What would be danced if it went on.
    const on = Math.min(end.moment + STRIDE, lastOf(trackAt(moments, end.moment)));
    if (Math.abs(on - to) < APART) continue;
    const farthest = Math.sqrt(least - base) * UNLIKE ** 2;
    const square = squareDistance(points, on * AXES, points, to * AXES, AXES, farthest);
    if (square >= farthest) continue;
    const cost = base + (square / UNLIKE ** 2) ** 2 + (isRound(end, to, ROUND * fps) ? ROUND_COST : 0);
    if (cost < least) [least, best] = [cost, end];
  }
  return best && { cost: least, end: best };
}

/** Whether a moment, or what it leads to, was danced within so many frames before an end. */
function isRound(end: End, moment: number, frames: number): boolean {
  let at: End | null = end;
  for (let ago = 0; at && ago < frames; ago += STRIDE, at = at.before)
    if (Math.abs(at.moment - moment) < 2 * APART) return true;
  return false;
}

function stretchesTo(last: End, frames: number): readonly Stretch[] {
  const way: End[] = [];
  for (let end: End | null = last; end; end = end.before) way.push(end);
  way.reverse();
  const begins = way.flatMap(({ since }, step) => (since === 0 ? [step] : []));
  return begins.map((step, index) => ({
    moment: way[step]!.moment,
    frames: Math.min(frames, (begins[index + 1] ?? way.length) * STRIDE) - step * STRIDE,
  }));
}

const lastOf = ({ first, count }: MomentTrack): number => first + count - 1;

/** How well moments go along a line. */
class Beside {
  readonly #ground: Ground;
  readonly #frames: number;
  readonly #steps: number;
  readonly #shortest: number;
  /** Frames over which velocities are taken, on either side. */
  readonly #reach: number;
  /** Of each step, x and y of the line, and its velocity, [steps, 4]; and what is far from it. */
  readonly #line: Float64Array;
  readonly #far: Float64Array;

  constructor(ground: Ground, line: PacedLine, steps: number, shortest: number) {
    const { frames, fps, places } = line;
    this.#ground = ground;
    [this.#frames, this.#steps, this.#shortest] = [frames, steps, shortest];
    this.#reach = Math.round((TREMBLES * fps) / 2);
    this.#line = new Float64Array(4 * steps);
    this.#far = new Float64Array(steps);
    for (let step = 0; step < steps; step++) {
      const frame = step * STRIDE;
      const [from, to] = [Math.max(0, frame - this.#reach), Math.min(frames - 1, frame + this.#reach)];
      for (const axis of [0, 1]) {
        this.#line[4 * step + axis] = places[2 * frame + axis]!;
        const way = places[2 * to + axis]! - places[2 * from + axis]!;
        this.#line[4 * step + 2 + axis] = (way * fps) / Math.max(1, to - from);
      }
      const nearest = ground.placeGrid.nearest(places[2 * frame]!, places[2 * frame + 1]!);
      this.#far[step] = AWAY + LOST * nearest;
    }
  }

  /** What it costs to dance a moment for a stride. */
  cost(moment: number, step: number, track = trackAt(this.#ground.moments, moment)): number {
    const { ways, unusual, moments } = this.#ground;
    const at = 4 * step;
    const from = Math.max(track.first, moment - this.#reach);
    const to = Math.min(lastOf(track), moment + this.#reach);
    const rate = moments.fps / Math.max(1, to - from);
    const velocity = (axis: number) =>
      (ways[2 * to + axis]! - ways[2 * from + axis]!) * rate - this.#line[at + 2 + axis]!;
    const place = (axis: number) => ways[2 * moment + axis]! - this.#line[at + axis]!;
    return (
      vectorLength(place(0), place(1), 0) / this.#far[step]! +
      vectorLength(velocity(0), velocity(1), 0) / ASKEW +
      unusual[moment]! / UNUSUAL
    );
  }

  /** Moments that go along the line from a step on for as long as a stretch lasts, the best first. */
  candidates(step: number): readonly number[] {
    const { wayGrid, moments } = this.#ground;
    const frames = Math.min(this.#shortest * STRIDE, this.#frames - step * STRIDE);
    const best = new Map<number, { readonly moment: number; readonly cost: number }>();
    wayGrid.around(this.#line[4 * step]!, this.#line[4 * step + 1]!, LOOKED_AT, (moment) => {
      const track = trackAt(moments, moment);
      if (moment + frames - 1 > lastOf(track)) return;
      let cost = 0;
      for (let ahead = 0; ahead * STRIDE < frames; ahead += 2)
        cost += this.cost(moment + ahead * STRIDE, Math.min(this.#steps - 1, step + ahead), track);
      const neighbours = Math.floor(moment / NEIGHBOURS);
      const other = best.get(neighbours);
      if (!other || cost < other.cost) best.set(neighbours, { moment, cost });
    });
    const cheapest = [...best.values()].sort((a, b) => a.cost - b.cost);
    return cheapest.slice(0, CANDIDATES).map(({ moment }) => moment);
  }
}
