import { BONE_COUNT, JOINTS_OF_BONES } from "../phrase/bones.ts";

/**
 * A moment of dance as a row of numbers: the 18 bones of the standard body and the height of its hips, then the
 * velocities (metres a frame) of bones and hips. Metres, axes of the room, one coordinate after the other:
 * x 18, y 18 + 1, z 18, vx 18 + 1, vy 18 + 1, vz 18 + 1.
 */
export const POINTS = BONE_COUNT + 1;

export const MOMENT_PARTS = [BONE_COUNT, POINTS, BONE_COUNT, POINTS, POINTS, POINTS];

export const MOMENT = 2 * BONE_COUNT + 4 * POINTS; // 112

/** Change of velocity: x, y, z of 19 points. */
export const TURN = 3 * POINTS;

/** First column of each part. */
export const AT = {
  x: 0,
  y: BONE_COUNT,
  height: 2 * BONE_COUNT,
  z: BONE_COUNT + POINTS,
  vx: 2 * BONE_COUNT + POINTS,
  vy: 2 * BONE_COUNT + 2 * POINTS,
  vz: 2 * BONE_COUNT + 3 * POINTS,
} as const;

/** A still: bones x 18, y 18, z 18 of the standard body, then the middle of its hips in the room, x, y, z. */
export const STILL = 3 * BONE_COUNT + 3; // 57
export const ROOT_AT = 3 * BONE_COUNT;

/** The moment of moving from one still to the next: where `now` is, and how it came there. */
export function momentOf(before: Float32Array, now: Float32Array, out: Float32Array, at = 0): void {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const [x, y, z] = [now[bone]!, now[BONE_COUNT + bone]!, now[2 * BONE_COUNT + bone]!];
    out[at + AT.x + bone] = x;
    out[at + AT.y + bone] = y;
    out[at + AT.z + bone] = z;
    out[at + AT.vx + bone] = x - before[bone]!;
    out[at + AT.vy + bone] = y - before[BONE_COUNT + bone]!;
    out[at + AT.vz + bone] = z - before[2 * BONE_COUNT + bone]!;
  }
  out[at + AT.height] = now[ROOT_AT + 1]!;
  out[at + AT.vx + BONE_COUNT] = now[ROOT_AT]! - before[ROOT_AT]!;
  out[at + AT.vy + BONE_COUNT] = now[ROOT_AT + 1]! - before[ROOT_AT + 1]!;
  out[at + AT.vz + BONE_COUNT] = now[ROOT_AT + 2]! - before[ROOT_AT + 2]!;
}

/** Mean speed of the 19 joints in the room, metres a frame. */
export function paceOf(moment: ArrayLike<number>): number {
  let sum = 0;
  for (const bones of JOINTS_OF_BONES) {
    let [x, y, z] = [AT.vx, AT.vy, AT.vz].map((at) => moment[at + BONE_COUNT]!) as [number, number, number];
    for (const [bone, weight] of bones) {
      x += weight * moment[AT.vx + bone]!;
      y += weight * moment[AT.vy + bone]!;
      z += weight * moment[AT.vz + bone]!;
    }
    sum += Math.hypot(x, y, z);
  }
  return sum / JOINTS_OF_BONES.length;
}
