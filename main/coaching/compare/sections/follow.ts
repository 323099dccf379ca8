import { type Glances, glanceDistance, meanDistance, mirroredGlances } from "./glances.ts";
import { type Band, bandOf } from "./place-band.ts";

/*
 * Which place of the reference she is at, frame by frame of her dance: the algorithm of Viterbi (1967) on a model like those
 * by which a gene is laid beside a family of genes (profile hidden Markov models; Eddy 1998). Its states are places danced
 * as they are, places danced mirrored, and something else danced after a place; a jump leads from anywhere to any place.
 */

export const AS_IT_IS = 0;
export const MIRRORED = 1;
export const SOMETHING_ELSE = 2;
const STATES = [AS_IT_IS, MIRRORED, SOMETHING_ELSE] as const;

/**
 * What each costs, where 1 is how unlike two frames of these dances are on average. The same moment of two dances that a
 * poor camera sees is at 0.05, of two trials of one dance at 0.2, the most similar other moment at 0.3.
 */
export const COST = {
  /** A frame of something else, and at most one that does not look like its place. */
  other: 0.38,
  unlike: 0.6,
  /** To go over to something else, or come back from it. */
  leave: 0.6,
  /** A frame before she begins or after she has ended, which she is free to be as she likes in. */
  outside: 0.36,
  /** To stay at a place, or leave one out. */
  pace: 0.2,
  mirror: 1,
  jump: 1.6,
};
/** Two dances that hardly move differ by no less than this on average, square metres. */
const LEAST_SPREAD = 0.02;

/** How a state is come to: from the same place, the one before, or the one before that; in the same state, or */
const [STAY, STEP, SKIP] = [0, 1, 2];
/** from mirrored to not and back; to or from something else; from wherever the frame before is cheapest. */
const [TURN, LEAVE, LEAVE_MIRRORED, RETURN, JUMP] = [3, 4, 5, 6, 7];

export interface Followed {
  /** Of each frame of the dance. */
  readonly states: Uint8Array;
  /** Its place: a frame of the reference; of something else, the one after which it is danced. */
  readonly places: Int32Array;
}

/** Where a jump comes from. */
interface Leap {
  state: number;
  place: number;
  cost: number;
}

/** Time and memory grow with frames x places, or with frames alone where dances are longer than a few minutes. */
export function follow(reference: Glances, dance: Glances): Followed {
  const seen = [reference, mirroredGlances(reference)] as const;
  const spread = Math.max(LEAST_SPREAD, meanDistance(reference, dance));
  const band = bandOf(dance.frames, reference.frames);
  const come = STATES.map(() => new Uint8Array(dance.frames * band.width));
  const leaps: Leap[] = [];
  let before = STATES.map(() => new Float64Array(reference.frames));
  let now = STATES.map(() => new Float64Array(reference.frames));
  for (let frame = 0; frame < dance.frames; frame++) {
    [before, now] = [now, before];
    for (const costs of now) costs.fill(Number.POSITIVE_INFINITY);
    const leap = leaps.at(-1);
    const next = { state: 0, place: 0, cost: Number.POSITIVE_INFINITY };
    const first = band.from(frame);
    for (let place = first; place < first + band.width; place++) {
      const begun = leap ? Number.POSITIVE_INFINITY : atEnd(place);
      const isEnd = place === 0 || place === reference.frames - 1;
      // Who has begun is not before her beginning again.
      const leave = place === 0 ? Number.POSITIVE_INFINITY : isEnd ? 0 : COST.leave;
      for (const state of STATES) {
        let [best, by] = [begun, JUMP];
        const from = (cost: number, way: number) => {
          if (cost < best) [best, by] = [cost, way];
        };
        if (leap && state === SOMETHING_ELSE) {
          from(before[SOMETHING_ELSE]![place]!, STAY);
          from(before[AS_IT_IS]![place]! + leave, LEAVE);
          from(before[MIRRORED]![place]! + leave, LEAVE_MIRRORED);
        } else if (leap) {
          from(before[state]![place - 1]!, STEP);
          from(before[state]![place]! + COST.pace, STAY);
          from(before[state]![place - 2]! + COST.pace, SKIP);
          from(before[1 - state]![place - 1]! + COST.mirror, TURN);
          from(before[SOMETHING_ELSE]![place - 1]! + (place === 1 ? 0 : COST.leave), RETURN);
          from(leap.cost + COST.jump, JUMP);
        }
        best +=
          state === SOMETHING_ELSE
            ? isEnd
              ? COST.outside
              : COST.other
            : Math.min(COST.unlike, glanceDistance(seen[state], place, dance, frame) / spread);
        now[state]![place] = best;
        come[state]![frame * band.width + place - first] = by;
        if (best < next.cost) Object.assign(next, { state, place, cost: best });
      }
    }
    leaps.push(next);
  }
  return traced(endOf(now), come, leaps, band);
}

/** What it costs to begin so many frames behind the reference's beginning, or to end before its end. */
const atEnd = (frames: number): number => Math.min(COST.jump, COST.pace * frames);

function endOf(costs: readonly Float64Array[]): Leap {
  const end: Leap = { state: 0, place: 0, cost: Number.POSITIVE_INFINITY };
  for (const state of STATES)
    costs[state]!.forEach((cost, place) => {
      const whole = cost + atEnd(costs[state]!.length - 1 - place);
      if (whole < end.cost) Object.assign(end, { state, place, cost: whole });
    });
  return end;
}

function traced(end: Leap, come: readonly Uint8Array[], leaps: readonly Leap[], band: Band): Followed {
  const frames = leaps.length;
  const [states, places] = [new Uint8Array(frames), new Int32Array(frames)];
  let { state, place } = end;
  for (let frame = frames - 1; frame >= 0; frame--) {
    states[frame] = state;
    places[frame] = place;
    if (frame === 0) break;
    const by = come[state]![frame * band.width + place - band.from(frame)]!;
    if (by === JUMP) ({ state, place } = leaps[frame - 1]!);
    else if (by === LEAVE || by === LEAVE_MIRRORED) state = by === LEAVE ? AS_IT_IS : MIRRORED;
    else if (by !== STAY) {
      place -= by === SKIP ? 2 : 1;
      if (by === TURN) state = 1 - state;
      if (by === RETURN) state = SOMETHING_ELSE;
    }
  }
  return { states, places };
}
