import { expect, test } from "vitest";
import { bodyOf, bonesOf } from "../../../main/motion/bones.ts";
import { PLACEMENT_SIZE } from "../../../main/motion/motion-state.ts";
import { mirroredPlacement } from "../../../main/motion/placement.ts";
import { MIRROR } from "../../../shared/skeleton.ts";
import { sineDance } from "../../support/dances.ts";

test("a mirrored body is the body with left and right exchanged, and twice mirrored it is itself", () => {
  const [frame] = sineDance({ seconds: 1, facing: 0.7 });
  const placement = new Float32Array(PLACEMENT_SIZE);
  placement.set(bonesOf(frame!.body));
  placement.set([0.3, 0.9, 0.2], PLACEMENT_SIZE - 3);
  const twin = mirroredPlacement(placement);
  bodyOf(twin.subarray(0, PLACEMENT_SIZE - 3)).forEach((point, joint) => {
    const from = frame!.body[MIRROR[joint]!]!;
    expect(point.x).toBeCloseTo(-from.x, 5);
    expect(point.y).toBeCloseTo(from.y, 5);
    expect(point.z).toBeCloseTo(from.z, 5);
  });
  expect(twin[PLACEMENT_SIZE - 3]).toBeCloseTo(-0.3, 6);
  mirroredPlacement(twin).forEach((value, i) => {
    expect(value).toBeCloseTo(placement[i]!, 6);
  });
});
