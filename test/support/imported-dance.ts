import { expect } from "vitest";
import { type BvhFacts, convertBvh, NO_FACTS } from "../../main/archive/import/bvh/convert.ts";
import type { TakeFrame } from "../../main/archive/take.ts";
import { J, type JointName } from "../../shared/skeleton.ts";
import { DANCE, type DanceFrame, placesOf, type Vector, type Writer } from "./bvh-writers.ts";

/*
 * The dance of the BVH writers as it comes in, held against where its joints really are.
 */

/** The joint of the dance that each joint of `stage-19` is; nose, ears and the tips of hands and feet apart. */
export const TRUE_JOINTS: readonly (readonly [JointName, string])[] = (["Left", "Right"] as const).flatMap(
  (side) => {
    const own = side.toLowerCase() as "left" | "right";
    return [
      [`${own}_shoulder`, `${side}Arm`],
      [`${own}_elbow`, `${side}ForeArm`],
      [`${own}_wrist`, `${side}Hand`],
      [`${own}_hip`, `${side}UpLeg`],
      [`${own}_knee`, `${side}Leg`],
      [`${own}_ankle`, `${side}Foot`],
    ] as const;
  },
);

/** Metres a centimetre of the dance: from sole to head joint 1.51 m, which is 0.88 of stature. */
export const SCALE = (1.7 * 0.88) / 151;

/** Where a joint of one person is in the room, metres. */
export function at(frame: TakeFrame, joint: number, person = 0): Vector {
  const { body, root } = frame.people[person]!;
  const point = body![joint]!;
  return [point.x + root!.x, point.y + root!.y, point.z + root!.z];
}

/** Largest distance between the imported joints and the true ones, metres, over the whole dance. */
export function error(
  frames: readonly TakeFrame[],
  dance: readonly DanceFrame[],
  person = 0,
  scale = SCALE,
): number {
  const errors = frames.flatMap((frame, f) => {
    const places = placesOf(dance[f]!);
    return TRUE_JOINTS.map(([joint, own]) => {
      const [found, is] = [at(frame, J[joint], person), places.get(own)!];
      return Math.hypot(...found.map((value, k) => value - is[k]! * scale));
    });
  });
  return Math.max(...errors);
}

export function imported(text: string, facts: Partial<BvhFacts> = {}) {
  const { pieces, bridged, cut, notes } = convertBvh(text, "x.bvh", { ...NO_FACTS, ...facts });
  expect({ pieces: pieces.length, bridged, cut }).toEqual({ pieces: 1, bridged: 0, cut: 0 });
  expect(pieces[0]).toHaveLength(DANCE.length);
  return { frames: pieces[0]!, notes };
}

/** Every joint within 3 cm, the length of the dance; the face, hands and feet ahead where the dancer looks. */
export function expectTheDance(frames: readonly TakeFrame[]): void {
  expect(error(frames, DANCE)).toBeLessThan(0.03);
  for (const [f, frame] of frames.entries()) {
    const places = placesOf(DANCE[f]!);
    const [neck, top] = [places.get("Head")!, places.get("Head end")!];
    const ahead = (joint: number, from: number) => {
      const across = at(frame, J.left_hip).map((value, k) => value - at(frame, J.right_hip)[k]!);
      const way = at(frame, joint).map((value, k) => value - at(frame, from)[k]!);
      return (-across[2]! * way[0]! + across[0]! * way[2]!) / Math.hypot(across[0]!, across[2]!);
    };
    expect(ahead(J.nose, J.left_ear) + ahead(J.nose, J.right_ear)).toBeGreaterThan(0.15);
    expect(ahead(J.left_foot_index, J.left_ankle)).toBeGreaterThan(0.1);
    expect(ahead(J.right_foot_index, J.right_ankle)).toBeGreaterThan(0.1);
    const hand = at(frame, J.left_index).map((value, k) => value - at(frame, J.left_wrist)[k]!);
    expect(Math.hypot(...hand)).toBeGreaterThan(0.06);
    const ears = [0, 1, 2].map((k) => (at(frame, J.left_ear)[k]! + at(frame, J.right_ear)[k]!) / 2);
    expect(Math.hypot(...ears.map((v, k) => v - (neck[k]! * 0.7 + top[k]! * 0.3) * SCALE))).toBeLessThan(
      0.06,
    );
  }
}

/** The same dance a metre and a half aside, a third later. */
export const OTHER: readonly DanceFrame[] = DANCE.map((_, f) => {
  const { hips, turns } = DANCE[(f + 50) % DANCE.length]!;
  return { hips: [hips[0] + 150, hips[1], hips[2] + 40], turns };
});
export const called = (name: string, writer: Writer = {}): Writer => ({
  ...writer,
  rename: (own) => `${name}:${own}`,
});
