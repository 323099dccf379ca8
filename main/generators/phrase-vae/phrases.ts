import { fromAdult, toAdult } from "../../motion/moments/adult.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { meanProportions, withFeet } from "../../motion/patches/embodied.ts";
import { type Start, startOf } from "../../motion/patches/phrase-track.ts";
import { frameOfPlacement, placementOf } from "../../motion/placement.ts";
import type { Random } from "../../motion/random.ts";
import { finished } from "../../motion/slices.ts";
import { liftToFloor } from "../motion-graph/join.ts";
import { placementsOf, rowsOf } from "./phrase-rows.ts";
import { between, cutTo, near, type PhraseSpace, type Point } from "./phrase-space.ts";

/*
 * Whole phrases through the space, of dancers and on their bodies.
 */

/** A dancer's phrase. */
interface Read {
  readonly point: Point;
  /** Mean length of each of her bones, metres, [18]. */
  readonly boneLengths: Float32Array;
  /** Where the phrase begins, on the body of an adult. */
  readonly start: Start;
}

/**
 * The phrase danced anew, near it at a sigma, from where it begins; a longer one than it is goes on from its end with its
 * beginning.
 * @param phrase at an even rate, at least a segment long
 */
export async function danceNear(
  space: PhraseSpace,
  phrase: readonly MotionFrame[],
  fps: number,
  frames: number,
  sigma: number,
  random: Random,
): Promise<readonly MotionFrame[]> {
  const read = await readPhrase(space, phrase, fps, "begins");
  const point = cutTo(read.point, Math.ceil(frames / space.segment), space.latent, "begins");
  return danced(space, near(point, sigma, random), read, fps, frames);
}

/**
 * From one phrase into another on the first dancer's body, or, with a share, a mixture of both from beginning to end. A
 * way begins as the first does and ends as the second does.
 * @param share of the second, 0 to 1; null for a way. @param sigma how far from it
 */
export async function danceBetween(
  space: PhraseSpace,
  from: readonly MotionFrame[],
  to: readonly MotionFrame[],
  fps: number,
  {
    frames,
    share,
    sigma,
  }: { readonly frames: number; readonly share: number | null; readonly sigma: number },
  random: Random,
): Promise<readonly MotionFrame[]> {
  const segments = Math.ceil(frames / space.segment);
  const first = await readPhrase(space, from, fps, "begins");
  const second = await readPhrase(space, to, fps, "ends");
  const way = between(
    cutTo(first.point, segments, space.latent, "begins"),
    cutTo(second.point, segments, space.latent, share === null ? "ends" : "begins"),
    space.latent,
    (segment) => share ?? (segments > 1 ? segment / (segments - 1) : 0.5),
  );
  return danced(space, near(way, sigma, random), first, fps, frames);
}

/** A phrase of whole segments: what is left over is left out where it does not matter, at its end or its beginning. */
async function readPhrase(
  space: PhraseSpace,
  phrase: readonly MotionFrame[],
  fps: number,
  keep: "begins" | "ends",
): Promise<Read> {
  const whole = phrase.length - (phrase.length % space.segment);
  const kept = keep === "begins" ? phrase.slice(0, whole) : phrase.slice(-whole);
  const boneLengths = meanProportions(kept);
  const placements = kept.map((frame) => {
    const placement = placementOf(frame);
    toAdult(placement, boneLengths);
    return placement;
  });
  const start = startOf(placements.map(frameOfPlacement), fps);
  return { point: await space.encode(rowsOf(placements, fps)), boneLengths, start };
}

async function danced(
  space: PhraseSpace,
  point: Point,
  { boneLengths, start }: Read,
  fps: number,
  frames: number,
): Promise<readonly MotionFrame[]> {
  const [rows] = await space.decode([point]);
  const same = boneLengths.map(() => 1);
  const written = placementsOf(rows!, fps, start).slice(0, frames);
  const own = written.map((placement) => {
    liftToFloor(placement, 0);
    return fromAdult(placement, boneLengths, same);
  });
  return finished(withFeet(own, own.length, fps, 1));
}
