import { expect, test } from "vitest";
import { facing, POSE_SIZE, placePose, poseOf } from "../../../../main/generators/peers/pose.ts";
import { BONE_COUNT } from "../../../../main/motion/bones.ts";
import { HEIGHT, ROOT_POINT, STATE_SIZE, stateOf, velocityAt } from "../../../../main/motion/motion-state.ts";
import { placementOf } from "../../../../main/motion/placement.ts";
import { sineDance } from "../../../support/dances.ts";

/** The states of a second of a dance that faces so, radians. */
function statesOf(angle: number): Float32Array[] {
  const placements = sineDance({ seconds: 1, facing: angle }).map((frame) => placementOf(frame));
  return placements.slice(1).map((placement, frame) => {
    const state = new Float32Array(STATE_SIZE);
    stateOf(placements[frame]!, placement, state);
    return state;
  });
}

test("a pose is the same whichever way the dancer faces", () => {
  const poses = [0, 2.5].map((angle) => statesOf(angle).map((state) => poseOf(state)));
  poses[0]!.forEach((pose, frame) => {
    pose.forEach((value, i) => {
      expect(poses[1]![frame]![i], `number ${i}`).toBeCloseTo(value, 5);
    });
  });
  // The dance turns, sways and goes to and fro: none of the last numbers says nothing.
  for (let i = 3 * BONE_COUNT + 1; i < POSE_SIZE; i++)
    expect(Math.max(...poses[0]!.map((pose) => Math.abs(pose[i]!))), `number ${i}`).toBeGreaterThan(1e-4);
});

test("pose after pose, a dance is placed where it was danced", () => {
  // From where facing's angle leaps from half a turn to the other side.
  const states = statesOf(Math.PI);
  let now = facing(states[0]!, true);
  for (const state of states) {
    const placed = placePose(poseOf(state), now);
    now = placed.facing;
    placed.bones.forEach((value, i) => {
      expect(value, `number ${i}`).toBeCloseTo(state[i]!, 4);
    });
    expect(placed.height).toBeCloseTo(state[HEIGHT]!, 5);
    expect(placed.moved.x).toBeCloseTo(state[velocityAt(ROOT_POINT)]!, 5);
    expect(placed.moved.z).toBeCloseTo(state[velocityAt(ROOT_POINT) + 2]!, 5);
  }
});
