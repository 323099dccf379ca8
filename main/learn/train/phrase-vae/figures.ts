import { mix } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { DanceTrack } from "../../../archive/tracks.ts";
import { placementsOf, rowsOf } from "../../../generators/phrase-vae/phrase-rows.ts";
import { between, near, type PhraseSpace, type Point } from "../../../generators/phrase-vae/phrase-space.ts";
import { FRAME_SIZE } from "../../../generators/phrase-vae/weights.ts";
import { BONE_COUNT, jointsOfBones, lengthsOf } from "../../../motion/bones.ts";
import { toAdult } from "../../../motion/moments/adult.ts";
import { jointSpeedOf } from "../../../motion/motion-state.ts";
import { HEIGHT_AT } from "../../../motion/patches/phrase-track.ts";
import { placementOf } from "../../../motion/placement.ts";
import { seededRandom } from "../../../motion/random.ts";

/** At most so many phrases are judged, spread over all of the takes. */
const MOST_PHRASES = 256;
/** Latents whose means have a smaller variance tell of nothing (Burda, Grosse and Salakhutdinov 2016). */
const ACTIVE = 0.01;
/** How far the speed in between may be from that of the ends, as a share of it. */
const NEAR_ENDS = 0.25;
const SEED = 1;
/** Phrases are judged at about this length. */
export const JUDGED: Seconds = 4.3;

/** How good a space of phrases is, on phrases that did not train. */
export interface Figures {
  readonly phrases: number;
  /** Mean distance of the joints as the dancer's heading sees them, metres. */
  readonly error: number;
  /**
   * The same without a model: poses so many frames apart, joints interpolated in between, which are as many numbers a
   * second as latents.
   */
  readonly keyframes: number;
  readonly apart: number;
  /** Speed of what is written, of that of the phrases: as they are read, and drawn near at sigma 0.5 and 1. */
  readonly speeds: readonly [read: number, half: number, one: number];
  /** Speed halfway between two phrases, of the mean of both as they are read: the median, and how many are near it. */
  readonly halfway: number;
  readonly nearEnds: number;
  /** Latents that tell of something, and all. */
  readonly active: number;
  readonly latents: number;
}

/** Frames of a phrase that is judged: whole segments. */
export const framesJudged = (segment: number, fps: number): number =>
  Math.max(1, Math.floor((JUDGED * fps) / segment)) * segment;

export async function figuresOf(
  space: PhraseSpace,
  tracks: readonly DanceTrack[],
  fps: number,
): Promise<Figures> {
  const phrases = phrasesOf(tracks, space.segment, fps);
  const points: Point[] = [];
  for (const rows of phrases) points.push(await space.encode(rows));
  const written = await space.decode(points);
  const speedOf = (rows: readonly Float32Array[]) => rows.map((one) => speed(one, fps));
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const random = seededRandom(SEED);
  const drawn = async (sigma: number) =>
    mean(speedOf(await space.decode(points.map((point) => near(point, sigma, random)))));
  const danced = mean(speedOf(phrases));
  const apart = Math.max(1, Math.round((FRAME_SIZE * space.segment) / space.latent));
  // Each with one from another half of the takes: seldom of the same dance.
  const other = (index: number) => (index + (points.length >> 1)) % points.length;
  const middles = await space.decode(
    points.map((point, index) => between(point, points[other(index)]!, space.latent, () => 0.5)),
  );
  const ends = speedOf(written);
  const ratios = speedOf(middles).map((one, index) => (2 * one) / (ends[index]! + ends[other(index)]!));
  return {
    phrases: phrases.length,
    error: mean(phrases.map((rows, index) => distance(rows, written[index]!))),
    keyframes: mean(phrases.map((rows) => keyframeError(rows, apart))),
    apart,
    speeds: [mean(ends) / danced, (await drawn(0.5)) / danced, (await drawn(1)) / danced],
    halfway: [...ratios].sort((a, b) => a - b)[ratios.length >> 1]!,
    nearEnds: mean(ratios.map((ratio) => Number(Math.abs(ratio - 1) <= NEAR_ENDS))),
    active: activeUnits(points, space.latent),
    latents: space.latent,
  };
}

/** Rows of phrases one after the other, on the body of an adult. */
export function phrasesOf(
  tracks: readonly DanceTrack[],
  segment: number,
  fps: number,
): readonly Float32Array[] {
  const length = framesJudged(segment, fps);
  const all = tracks.reduce((sum, { frames }) => sum + Math.floor(frames.length / length), 0);
  const every = Math.max(1, Math.ceil(all / MOST_PHRASES));
  const phrases: Float32Array[] = [];
  let count = 0;
  for (const track of tracks) {
    if (track.frames.length < length) continue;
    const placements = onAdult(track);
    for (let at = 0; at + length <= placements.length; at += length)
      if (count++ % every === 0) phrases.push(rowsOf(placements.slice(at, at + length), fps));
  }
  return phrases;
}

export function onAdult({ frames }: Pick<DanceTrack, "frames">): readonly Float32Array[] {
  const placements = frames.map((frame) => placementOf(frame));
  const lengths = new Float32Array(BONE_COUNT);
  for (const placement of placements)
    lengthsOf(placement).forEach((length, bone) => {
      lengths[bone]! += length / placements.length;
    });
  for (const placement of placements) toAdult(placement, lengths);
  return placements;
}

/** Mean speed of the joints in the room, metres a frame. */
function speed(rows: Float32Array, fps: number): number {
  const placements = placementsOf(rows, fps, { x: 0, z: 0, angle: 0 });
  let sum = 0;
  for (let frame = 1; frame < placements.length; frame++)
    sum += jointSpeedOf(placements[frame]!.map((value, i) => value - placements[frame - 1]![i]!));
  return sum / (placements.length - 1);
}

function jointsAt(rows: Float32Array, frame: number): Float32Array {
  const row = rows.subarray(frame * FRAME_SIZE, (frame + 1) * FRAME_SIZE);
  return jointsOfBones(row).map((value, i) => (i % 3 === 1 ? value + row[HEIGHT_AT]! : value));
}

function jointDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3)
    sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return (3 * sum) / a.length;
}

function distance(a: Float32Array, b: Float32Array): number {
  const frames = a.length / FRAME_SIZE;
  let sum = 0;
  for (let frame = 0; frame < frames; frame++) sum += jointDistance(jointsAt(a, frame), jointsAt(b, frame));
  return sum / frames;
}

function keyframeError(rows: Float32Array, apart: number): number {
  const frames = rows.length / FRAME_SIZE;
  let sum = 0;
  for (let frame = 0; frame < frames; frame++) {
    const before = frame - (frame % apart);
    const after = Math.min(frames - 1, before + apart);
    const share = after === before ? 0 : (frame - before) / (after - before);
    const [from, to] = [jointsAt(rows, before), jointsAt(rows, after)];
    const interpolated = from.map((value, i) => mix(value, to[i]!, share));
    sum += jointDistance(interpolated, jointsAt(rows, frame));
  }
  return sum / frames;
}

function activeUnits(points: readonly Point[], latent: number): number {
  let active = 0;
  for (let unit = 0; unit < latent; unit++) {
    const values = points.flatMap((point) => [...point].filter((_, i) => i % latent === unit));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    if (variance > ACTIVE) active++;
  }
  return active;
}
