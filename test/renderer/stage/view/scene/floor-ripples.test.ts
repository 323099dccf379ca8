import { expect, test } from "vitest";
import { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { FloorRipples } from "../../../../../renderer/stage/view/scene/floor-ripples.ts";
import { StrokeBuffer } from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";
import { standing } from "../../../support/figures.ts";

const ASPECT = 16 / 9;

/** Middle of the ripples drawn after so long with a partner at x of the picture; null when there are none. */
function place(seconds: number, x: (t: number) => number | null): number | null {
  const alone = new Actor("partner");
  const ripples = new FloorRipples();
  for (let i = 0; i < seconds * 60; i++) {
    const at = x(i / 60);
    alone.update(at === null ? null : standing({ x: at }), i / 60, ASPECT, 1);
    alone.step(1 / 60, i / 60, true);
    alone.floor.step(1 / 60, [alone]);
    ripples.step(1 / 60, alone, ASPECT);
  }
  const lines = new StrokeBuffer();
  ripples.draw(alone, seconds, [1, 1, 1], lines);
  if (lines.count === 0) return null;
  return (
    lines.data.reduce((sum, value, i) => (i % 16 === 0 && i < lines.count * 16 ? sum + value : sum), 0) /
    lines.count
  );
}

test("the ripples are beside the partner who dances alone, within the picture", () => {
  for (const x of [0.2, 0.4, 0.5, 0.6, 0.8]) {
    const at = place(2, () => x)!;
    expect(Math.abs(at - (1 - x) * ASPECT)).toBeGreaterThan(0.3);
    expect(at).toBeGreaterThan(0.1);
    expect(at).toBeLessThan(ASPECT - 0.1);
  }
});

test("they are gone when the partner is", () => {
  expect(place(4, (t) => (t < 2 ? 0.5 : null))).toBeNull();
});
