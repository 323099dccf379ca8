import { describe, expect, test } from "vitest";
import { Actor } from "../../../../renderer/stage/view/cast/actor.ts";
import { Framing } from "../../../../renderer/stage/view/framing.ts";
import { standing } from "../../support/figures.ts";

const ASPECT = 16 / 9;

function actorAt(x: number): Actor {
  const actor = new Actor("partner");
  for (let i = 0; i < 60; i++) {
    actor.update(standing({ x }), i / 30, ASPECT, 1);
    actor.step(1 / 30, i / 30, true);
  }
  return actor;
}

function settle(framing: Framing, seconds: number, aspect: number, actors: Actor[]) {
  for (let i = 0; i < seconds * 60; i++) framing.step(1 / 60, aspect, actors);
}

describe("Framing", () => {
  test("shows the whole picture, as large as fits", () => {
    const framing = new Framing();
    settle(framing, 5, ASPECT, [actorAt(0.5)]);
    expect(framing.zoom(1920, 1080)).toBeCloseTo(1080, 0);
    settle(framing, 20, 0.75, []);
    expect(framing.right - framing.left).toBeCloseTo(0.75, 2);
    expect(framing.zoom(1920, 1080)).toBeCloseTo(1080, 0);
  });

  test("opens within a second for a figure beside the picture, and closes slowly", () => {
    const framing = new Framing();
    settle(framing, 5, ASPECT, []);
    // Mirrored: beyond the right edge of the camera's picture is left of the stage.
    settle(framing, 1, ASPECT, [actorAt(1.2)]);
    expect(framing.left).toBeLessThan(-0.2 * ASPECT * 0.9);
    const open = framing.left;
    settle(framing, 1, ASPECT, []);
    expect(framing.left).toBeLessThan(open * 0.6);
    settle(framing, 20, ASPECT, []);
    expect(framing.left).toBeCloseTo(0, 2);
  });

  test("a figure that is nowhere near does not shrink everybody to nothing", () => {
    const framing = new Framing();
    settle(framing, 10, ASPECT, [actorAt(40), actorAt(-40)]);
    expect(framing.zoom(1920, 1080)).toBeGreaterThan(300);
  });
});
