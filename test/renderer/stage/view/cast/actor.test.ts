import { describe, expect, test } from "vitest";
import { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { POSE_STRIDE } from "../../../../../renderer/stage/view/cast/pose-vector.ts";
import { J } from "../../../../../shared/skeleton.ts";
import type { Figure } from "../../../../../shared/stage.ts";
import { standing, without } from "../../../support/figures.ts";

const ASPECT = 16 / 9;

/** Frames at 30 a second, drawn at 60; `look` sees the actor after each drawing. */
function play(
  actor: Actor,
  from: number,
  to: number,
  figure: (t: number) => Figure | null,
  look?: () => void,
) {
  for (let tick = Math.round(from * 60); tick < Math.round(to * 60); tick++) {
    const t = tick / 60;
    if (tick % 2 === 0) actor.update(figure(t), t, ASPECT, 1);
    actor.step(1 / 60, t, true);
    look?.();
  }
}

describe("Actor", () => {
  test("appears softly, within half a second", () => {
    const actor = new Actor("dancer");
    const seen: number[] = [];
    play(
      actor,
      0,
      0.5,
      () => standing(),
      () => seen.push(actor.presence),
    );
    expect(seen[0]).toBeLessThan(0.15);
    expect(seen.at(-1)).toBeGreaterThan(0.9);
    for (let i = 1; i < seen.length; i++) expect(seen[i]!).toBeGreaterThanOrEqual(seen[i - 1]!);
  });

  test("fades where it was last, and is gone within three seconds", () => {
    const actor = new Actor("dancer");
    play(actor, 0, 1, () => standing());
    const x = actor.pose[0];
    play(actor, 1, 1.2, () => null);
    expect(actor.presence).toBeGreaterThan(0.3);
    expect(actor.pose[0]).toBeCloseTo(x!, 3);
    play(actor, 1.2, 4, () => null);
    expect(actor.gone).toBe(true);
  });

  test("a joint that comes and goes from frame to frame fades instead of flickering", () => {
    const actor = new Actor("dancer");
    play(actor, 0, 1, () => standing());
    const at = J.left_wrist * POSE_STRIDE + 3;
    const seen: number[] = [];
    play(
      actor,
      1,
      2,
      (t) => (Math.round(t * 30) % 2 ? standing() : without(standing(), "left_wrist")),
      () => seen.push(actor.pose[at]!),
    );
    for (let i = 1; i < seen.length; i++) expect(Math.abs(seen[i]! - seen[i - 1]!)).toBeLessThan(0.15);
  });

  test("a joint that is hardly believed is not drawn", () => {
    const actor = new Actor("dancer");
    play(actor, 0, 2, () => standing({ score: 0.1 }));
    expect(actor.pose[3]).toBe(0);
  });

  test("a figure that is set down elsewhere appears there and does not fly across", () => {
    const actor = new Actor("partner");
    play(actor, 0, 1, () => standing({ x: 0.2 }));
    const seen: number[] = [];
    play(
      actor,
      1,
      1.1,
      () => standing({ x: 0.8 }),
      () => seen.push(actor.pose[J.left_hip * POSE_STRIDE]!),
    );
    expect(actor.presence).toBeLessThan(0.6);
    expect(Math.max(...seen) - Math.min(...seen)).toBeLessThan(0.01);
    expect(actor.history.length).toBeLessThan(5);
  });

  test("breathes while no more is heard of it, from the hips upwards", () => {
    const actor = new Actor("dancer");
    play(actor, 0, 1, () => standing());
    const heights = { nose: [] as number[], ankle: [] as number[] };
    for (let tick = 60; tick < 300; tick++) {
      actor.step(1 / 60, tick / 60, true);
      heights.nose.push(actor.pose[J.nose * POSE_STRIDE + 1]!);
      heights.ankle.push(actor.pose[J.left_ankle * POSE_STRIDE + 1]!);
    }
    const range = (values: number[]) => Math.max(...values) - Math.min(...values);
    expect(range(heights.nose)).toBeGreaterThan(0.004);
    expect(range(heights.nose)).toBeLessThan(0.02);
    expect(range(heights.ankle)).toBe(0);
  });

  test("fades when the stage does, although it was not told to leave", () => {
    const actor = new Actor("dancer");
    play(actor, 0, 1, () => standing());
    for (let i = 0; i < 240; i++) actor.step(1 / 60, 1, false);
    expect(actor.presence).toBeLessThan(0.01);
    expect(actor.gone).toBe(false);
  });
});
