import { type Fault, type Limb, limbOf } from "./faults.ts";
import type { JointMotion } from "./kinematics.ts";
import { multiply, nlerp } from "./quaternions.ts";
import type { SkeletonMap } from "./skeletons.ts";

/**
 * Interpolates rotations and positions across a fault, so that bones keep their length.
 * @param limbs the limb that each joint belongs to, null for the trunk: what is right is left as it was danced.
 */
export function bridge(motion: JointMotion, fault: Fault, limbs: readonly (Limb | null)[]): void {
  const { rotations, positions, parents } = motion;
  const [a, b] = [fault.from - 1, fault.to + 1];
  for (let j = 0; j < parents.length; j++) {
    const limb = limbs[j] ?? null;
    if (fault.limbs && (limb === null || !fault.limbs.has(limb))) continue;
    for (let f = fault.from; f <= fault.to; f++) {
      const at = (frame: number) => (frame * parents.length + j) * 4;
      nlerp(rotations, at(a), at(b), (f - a) / (b - a), at(f));
      const moved = positions[j];
      if (moved) for (let k = 0; k < 3; k++) moved[f * 3 + k] = between(moved, k, a, b, f);
    }
  }
}

/**
 * A position on the cubic curve that goes on as before and arrives as after: on a parabola, it stays on that (Hermite).
 */
function between(moved: Float64Array, k: number, a: number, b: number, f: number): number {
  const last = moved.length / 3 - 1;
  const at = (frame: number) => moved[Math.min(last, Math.max(0, frame)) * 3 + k]!;
  const [length, share] = [b - a, (f - a) / (b - a)];
  const [start, end] = [(at(a) - at(a - 1)) * length, (at(b + 1) - at(b)) * length];
  const [two, three] = [share ** 2, share ** 3];
  return (
    (2 * three - 3 * two + 1) * at(a) +
    (three - 2 * two + share) * start +
    (3 * two - 2 * three) * at(b) +
    (three - two) * end
  );
}

/** For each joint the limb that all it carries belongs to. */
export function limbsOf(parents: readonly number[], map: SkeletonMap): readonly (Limb | null)[] {
  const carried: Set<Limb | null>[] = parents.map(() => new Set());
  for (const [placed, joint] of Object.entries(map)) {
    // A hip turns the whole leg, and a shoulder the arm, but stays itself where it is.
    const limb = limbOf(placed.replace("hip", "knee").replace("shoulder", "elbow"));
    for (let j = joint ?? -1; j >= 0; j = parents[j]!) carried[j]!.add(limb);
  }
  return carried.map((limbs) => (limbs.size === 1 ? [...limbs][0]! : null));
}

/** Radians from the neck: heads stay below half of it, lost head markers turn one upside down. */
const LARGEST_HEAD_ROTATION = (120 * Math.PI) / 180;
/**
 * Resets the head's rotation to the neck's wherever it is impossible.
 * @param stands whether the zero pose is somebody who stands, in which head and neck go together; where it is not, they
 *   do so on average.
 * @returns the share of such frames.
 */
export function repairHead(motion: JointMotion, head: number, stands: boolean): number {
  const { rotations, parents, frameCount } = motion;
  const at = (frame: number) => (frame * parents.length + head) * 4;
  const places = Array.from({ length: frameCount }, (_, f) => at(f));
  const rest = stands ? Float64Array.of(1, 0, 0, 0) : meanOf(rotations, places);
  const back = Float64Array.of(rest[0]!, -rest[1]!, -rest[2]!, -rest[3]!);
  const turn = new Float64Array(4);
  let repaired = 0;
  for (let f = 0; f < frameCount; f++) {
    multiply(back, 0, rotations, at(f), turn, 0);
    if (2 * Math.acos(Math.min(1, Math.abs(turn[0]!))) < LARGEST_HEAD_ROTATION) continue;
    rotations.set(rest, at(f));
    repaired++;
  }
  return repaired / frameCount;
}

function meanOf(rotations: Float64Array, places: readonly number[]): Float64Array {
  const sum = new Float64Array(4);
  for (const at of places) {
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += sum[k]! * rotations[at + k]!;
    for (let k = 0; k < 4; k++) sum[k]! += (dot < 0 ? -1 : 1) * rotations[at + k]!;
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}
