import { type Clip, clipOf, frameOf, framesIn, part, roomAcceleration, rowAt } from "../motion/clip.ts";
import { deepest, floorOf, slidingOn } from "../motion/foot-sliding.ts";
import type { Random } from "../motion/random.ts";
import { arrivalOf, arriving, wayOf } from "../motion/sequence/arrival.ts";
import { laidOut } from "../motion/sequence/placing.ts";
import { Sequence } from "../motion/sequence/sequence.ts";
import { generate, observeAll } from "./generate.ts";
import type { Generator } from "./generator.ts";

/*
 * From one dance into another by way of a generator: of many continuations of the one that is taken which arrives best
 * at the other, in pose and velocity, and is danced best: with feet that stand, no jolts, above the floor. What it is
 * still away from there is added to it little by little.
 */

/** So many continuations there are to choose from. */
export const CONTINUATIONS = 64;
/** Arrivals are compared over so many frames. */
const ARRIVAL = 6;
/** A way is judged together with so much of the dance before and after it, seconds. */
const AROUND = 1;
/**
 * What weighs as much as a metre that the joints are away on arrival: sliding, in metres a second; the hardest jolt, in
 * metres a second squared; and how deep below the floor a joint is, in metres, which a hand's breadth less is none.
 */
const WEIGHS = { sliding: 1 / 0.3, jolt: 200, depth: 1 };
const UNSEEN_DEPTH = 0.02;
/** Feet of recorded dance slide faster in one of twenty stretches as long, metres a second: nearly no way is to. */
const SLIDES_RARELY = 0.57;
const RARELY = 10;

/** From where to where, and in how many frames. */
export interface WayWish {
  /** What was danced, at the generator's rate; the more, the better it is continued. */
  readonly before: Clip;
  /** What will be danced: at least two frames. */
  readonly next: Clip;
  /** How many lie between. */
  readonly frames: number;
  /** Whether what will be danced is to be where it is, and not where the way leads. */
  readonly keepsPlace: boolean;
}

/**
 * The way that is danced best.
 * @param onFrame is told how much is done, 0 to 1, and may throw to end the work.
 * @returns the last row before it, the frames between, and the first row after it: see `Sequence.way`.
 */
export async function dancedWay(
  generator: Generator,
  { before, next, frames, keepsPlace }: WayWish,
  random: Random,
  onFrame: (done: number) => Promise<void> = async () => {},
): Promise<Clip> {
  const { fps } = generator;
  const state = observeAll(
    generator,
    Array.from({ length: before.frames }, (_, frame) => frameOf(rowAt(before, frame))),
  );
  const states = Array.from({ length: CONTINUATIONS }, () => state);
  const compared = Math.min(ARRIVAL, next.frames);
  const total = frames + compared;
  const dance = generate(generator, states, { temperature: 1, styles: null }, random);
  const danced: Awaited<ReturnType<(typeof dance)["next"]>>["value"][] = [];
  while (danced.length < total) {
    danced.push((await dance.next()).value);
    await onFrame(danced.length / (total + CONTINUATIONS));
  }
  let best: { readonly way: Clip; readonly cost: number } | null = null;
  for (let option = 0; option < CONTINUATIONS; option++) {
    const continued = clipOf(danced.map((of) => of[option]!));
    const { placing, away } = arrivalOf(continued, part(next, 0, compared), keepsPlace);
    const there = laidOut(next, placing);
    const way = wayOf(rowAt(before, before.frames - 1), arriving(continued, frames, there), there);
    const cost = away + costOf(way, before, next, keepsPlace, fps);
    if (!best || cost < best.cost) best = { way, cost };
    await onFrame((total + option + 1) / (total + CONTINUATIONS));
  }
  return best!.way;
}

/** What is not good about a way as it is shown, between the dances that it joins. */
function costOf(way: Clip, before: Clip, next: Clip, keepsPlace: boolean, fps: number): number {
  const around = framesIn(AROUND, fps);
  const start = part(before, Math.max(0, before.frames - around), before.frames);
  const sequence = new Sequence(fps);
  sequence.dance(start);
  sequence.way(way);
  sequence.dance(part(next, 0, Math.min(around, next.frames)), keepsPlace);
  const shown = sequence.danced();
  const judged = part(
    shown,
    Math.max(0, start.frames - 2),
    Math.min(shown.frames, start.frames + way.frames + ARRIVAL),
  );
  const sliding = slidingOn(floorOf(before), judged, fps);
  const depth = Math.max(0, deepest(judged) - UNSEEN_DEPTH);
  const beyond = Math.max(0, sliding - 0.9 * SLIDES_RARELY);
  return (
    (sliding + RARELY * beyond) / WEIGHS.sliding +
    hardestJolt(judged, fps) / WEIGHS.jolt +
    depth / WEIGHS.depth
  );
}

function hardestJolt(clip: Clip, fps: number): number {
  let most = 0;
  for (let frame = 2; frame < clip.frames; frame++)
    most = Math.max(
      most,
      roomAcceleration(rowAt(clip, frame - 2), rowAt(clip, frame - 1), rowAt(clip, frame)),
    );
  return fps * fps * most;
}
