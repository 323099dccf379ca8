import type { Seconds } from "../../../shared/pose.ts";
import { jointsOfBones } from "../bones.ts";
import { ROW } from "../clip.ts";
import { decayed, halfLifeFor, meanLength } from "../inertialization.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../motion-state.ts";
import { boneLengths, lengthsBetween, placementOfRow, rowOfPlacement, takeLengths } from "./bones-of-rows.ts";

/** Speed at which a body that stands elsewhere is moved there, metres a second: that of a walk. */
const WALK = 0.8;
/** After so many half-lives a fortieth is left, which feet need not be held for; and after so many nothing that is seen. */
const HELD = 4;
const GONE = 8;
/**
 * A seam whose bones need longer than this to come half the way is seen as a jolt. Of 400 between stretches of motion
 * capture, 31 in a hundred of those are accelerated harder than 95 in a hundred seconds of the capture itself, and 6 in a
 * hundred of the others.
 */
const JOLT: Seconds = 0.5;
/** Less than this, metres and metres a second, is no seam: mean over the joints. */
const UNSEEN = { position: 1e-3, velocity: 0.02 };

const HIPS_AT = 3 * ROOT_POINT;

/**
 * What the body was from a stretch of dance when that began, which dies away (see inertialization.ts). Reckoned in bones,
 * which keep their lengths. Never changed once made.
 */
export interface Seam {
  /** Of each coordinate of a placement, metres and metres a second, [57]. */
  readonly position: Float32Array;
  readonly velocity: Float32Array;
  /** Lengths of the bones as they were, metres, [18]. */
  readonly lengths: Float32Array;
  /** Of bones, and of where the hips are. */
  readonly halfLife: { readonly bones: Seconds; readonly hips: Seconds };
  /** Feet are held for so long, and nothing is left of it after so long. */
  readonly held: Seconds;
  readonly gone: Seconds;
}

/**
 * @param shown the last two rows that were danced. @param lead those that lead to the new stretch, where it is laid.
 * @returns null where both are the same.
 */
export function seamBetween(
  shown: readonly [before: Float32Array, last: Float32Array],
  lead: readonly [before: Float32Array, last: Float32Array],
  fps: number,
): Seam | null {
  const [before, last] = shown.map((row) => placementOfRow(row)) as [Float32Array, Float32Array];
  const [leadBefore, leadLast] = lead.map((row) => placementOfRow(row)) as [Float32Array, Float32Array];
  const position = last.map((value, i) => value - leadLast[i]!);
  const velocity = last.map((value, i) => fps * (value - before[i]! - (leadLast[i]! - leadBefore[i]!)));
  const joints = { position: jointsOf(position), velocity: jointsOf(velocity) };
  if (meanLength(joints.position) < UNSEEN.position && meanLength(joints.velocity) < UNSEEN.velocity)
    return null;
  const bones = halfLifeFor(joints.position, joints.velocity);
  const far = Math.hypot(position[HIPS_AT]!, position[HIPS_AT + 2]!);
  const hips = Math.max(bones, far / WALK / 2);
  const lengths = boneLengths(last);
  return {
    ...{ position, velocity, lengths, halfLife: { bones, hips } },
    ...{ held: HELD * hips, gone: GONE * hips },
  };
}

/** Whether it is seen as a jolt. */
export const isJolt = ({ halfLife }: Seam): boolean => halfLife.bones > JOLT;

/** Offsets of the joints in the room that those of bones and hips come to. */
function jointsOf(offsets: Float32Array): Float32Array {
  const joints = jointsOfBones(offsets.subarray(0, HIPS_AT));
  for (let i = 0; i < joints.length; i++) joints[i]! += offsets[HIPS_AT + (i % 3)]!;
  return joints;
}

const scratch = new Float32Array(PLACEMENT_SIZE);

/** A row of the stretch, so long after the seam, with what is left of it, into `out`. */
export function seamed(
  row: Float32Array,
  seam: Seam,
  passed: Seconds,
  out = new Float32Array(ROW),
): Float32Array {
  if (passed >= seam.gone) {
    out.set(row);
    return out;
  }
  const { position, velocity, halfLife } = seam;
  placementOfRow(row, scratch);
  const own = boneLengths(scratch);
  for (let i = 0; i < PLACEMENT_SIZE; i++)
    scratch[i]! += decayed(position[i]!, velocity[i]!, passed, i < HIPS_AT ? halfLife.bones : halfLife.hips);
  takeLengths(scratch, lengthsBetween(own, seam.lengths, decayed(1, 0, passed, halfLife.bones)));
  return rowOfPlacement(scratch, out);
}
