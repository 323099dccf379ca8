import { describe, expect, test } from "vitest";
import { findingFigure } from "../../../../renderer/stage/practice/finding-figure.ts";
import { createPose, POSE_STRIDE, writePose } from "../../../../renderer/stage/view/cast/pose-vector.ts";
import { J } from "../../../../shared/skeleton.ts";
import { standing } from "../../support/figures.ts";
import { AT_SIX, BODY, finding, moved, turned } from "../../support/practice.ts";

const place = (part: "left_arm" | "weight", towards: "left" | "forward" | "down", off = 0.2) =>
  ({ kind: "place", part, off, towards, ...AT_SIX }) as const;

describe("the figures of a card", () => {
  test("are drawn as the stage draws them: her left at the left of the screen", () => {
    const { dance, view } = findingFigure(
      finding(place("left_arm", "down"), { dance: moved("left_arm", { y: -0.2 }) }),
    );
    expect(view).toBe("front");
    const onStage = createPose();
    writePose(standing(), 1, onStage);
    const x = (joint: number) => onStage[joint * POSE_STRIDE]! - onStage[J.left_hip * POSE_STRIDE]!;
    for (const joint of [J.right_hip, J.left_wrist, J.right_wrist, J.left_foot_index])
      expect(Math.sign(dance[joint]!.x - dance[J.left_hip]!.x)).toBe(Math.sign(x(joint)));
    expect(dance[J.left_wrist]!.x).toBeLessThan(0);
    // y down.
    expect(dance[J.nose]!.y).toBeLessThan(dance[J.left_ankle]!.y);
  });

  test("have an arrow from where she has the part to where it should be", () => {
    const { arrow } = findingFigure(
      finding(place("left_arm", "down"), { dance: moved("left_arm", { y: -0.2 }) }),
    );
    expect(arrow!.to.y - arrow!.from.y).toBeCloseTo(-0.2, 5);
    expect(arrow!.to.x - arrow!.from.x).toBeCloseTo(0, 5);
    expect(arrow!.from.x).toBeLessThan(-0.2);
  });

  test("have none where both are in the same place", () => {
    expect(findingFigure(finding({ kind: "timing", part: "whole", late: 0.1, ...AT_SIX })).arrow).toBeNull();
  });

  test("are seen from the side where only that shows it", () => {
    const far = findingFigure(
      finding(place("left_arm", "forward"), { dance: moved("left_arm", { z: 0.25 }) }),
    );
    expect(far.view).toBe("side");
    // She faces us: forward is to the right.
    expect(far.dance[J.nose]!.x).toBeGreaterThan(0.05);
    expect(far.arrow!.to.x - far.arrow!.from.x).toBeCloseTo(-0.25, 5);
    // Turned, the same is seen from the front.
    const reference = turned();
    const dance = turned(moved("left_arm", { z: 0.25 }));
    expect(findingFigure(finding(place("left_arm", "forward"), { reference, dance })).view).toBe("front");
  });

  test("are seen from the front where it is about all of her", () => {
    const dance = moved("left_arm", { z: 0.25 });
    expect(
      findingFigure(finding({ kind: "timing", part: "whole", late: 0.1, ...AT_SIX }, { dance })).view,
    ).toBe("front");
  });

  test("stand apart by her own left and right where it is the weight", () => {
    const facing = findingFigure(finding(place("weight", "left")));
    expect(facing.dance[J.nose]!.x - facing.reference[J.nose]!.x).toBeCloseTo(-0.2, 5);
    expect(facing.arrow!.to.x - facing.arrow!.from.x).toBeCloseTo(0.2, 5);
    // With her back to the mirror her left is at the right of the screen.
    const away = BODY.map(({ x, y, z }) => ({ x: -x, y, z: -z }));
    const turnedAway = findingFigure(finding(place("weight", "left"), { reference: away, dance: away }));
    expect(turnedAway.dance[J.nose]!.x - turnedAway.reference[J.nose]!.x).toBeCloseTo(0.2, 5);
    const ahead = findingFigure(finding(place("weight", "forward")));
    expect(ahead.view).toBe("side");
    expect(ahead.dance[J.nose]!.x - ahead.reference[J.nose]!.x).toBeCloseTo(0.2, 5);
  });
});
