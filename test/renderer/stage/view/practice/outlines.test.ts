import { describe, expect, test } from "vitest";
import { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { FigurePen } from "../../../../../renderer/stage/view/figure/figure-pen.ts";
import { LOOK_RENDERERS } from "../../../../../renderer/stage/view/looks/looks.ts";
import { LimbSigns } from "../../../../../renderer/stage/view/practice/limb-signs.ts";
import { drawOutlines } from "../../../../../renderer/stage/view/practice/outlines.ts";
import { groundOf } from "../../../../../renderer/stage/view/scene/backdrop.ts";
import { STROKE_LENGTH, StrokeBuffer } from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";
import { LOOK_NAMES } from "../../../../../shared/commands/parameters.ts";
import { COLOUR_VISION, lightness } from "../../../support/colour-vision.ts";
import { standing } from "../../../support/figures.ts";

const ASPECT = 16 / 9;

describe.each(LOOK_NAMES)("the signs of agreement in %s", (name) => {
  const look = LOOK_RENDERERS[name];
  const { agrees, differs } = look.signs;

  test.each(Object.entries(COLOUR_VISION))("are told apart by their lightness alone: %s", (_, seen) => {
    expect(Math.abs(lightness(seen(agrees)) - lightness(seen(differs)))).toBeGreaterThan(30);
  });

  test.each(Object.entries(COLOUR_VISION))("stand out from the ground: %s", (_, seen) => {
    const ground = lightness(seen(groundOf(look)));
    for (const colour of [agrees, differs])
      expect(Math.abs(lightness(seen(colour)) - ground)).toBeGreaterThan(15);
  });
});

describe("the outline of a limb", () => {
  const alike = { head: 1, trunk: 1, left_arm: 1, right_arm: 1, left_leg: 1, right_leg: 1 };
  const actor = new Actor("dancer");
  for (let i = 0; i < 60; i++) {
    actor.update(standing(), i / 30, ASPECT, 1);
    actor.step(1 / 30, i / 30, true);
  }

  /** Strokes around her left or right forearm, which hang down: at the left of the mirrored stage is her left. */
  function outline(agreement: typeof alike, side: "left" | "right") {
    const pen = new FigurePen();
    pen.begin(actor);
    const signs = new LimbSigns();
    for (let i = 0; i < 300; i++) signs.step(1 / 30, agreement);
    const strokes = new StrokeBuffer();
    drawOutlines(pen, signs, LOOK_RENDERERS.line.signs, strokes);
    const arm = ASPECT / 2 + (side === "left" ? -1 : 1) * 0.4 * 0.23;
    return Array.from({ length: strokes.count }, (_, i) => {
      const [x, y, radius] = strokes.data.slice(i * STROKE_LENGTH) as unknown as [number, number, number];
      return { away: Math.abs(x - arm), y, radius };
    }).filter(({ away, y }) => away < 0.4 * 0.11 && y > 0.55 - 0.4 * 0.2 && y < 0.55 - 0.4 * 0.02);
  }

  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  test("is four times as thick where it differs, and farther from it", () => {
    const [agrees, differs] = [outline(alike, "left"), outline({ ...alike, left_arm: 0 }, "left")];
    expect(agrees.length).toBeGreaterThan(4);
    const thickness = (strokes: typeof agrees) => mean(strokes.map(({ radius }) => radius));
    expect(thickness(differs)).toBeGreaterThan(4 * thickness(agrees));
    const away = (strokes: typeof agrees) => mean(strokes.map((stroke) => stroke.away));
    expect(away(differs)).toBeGreaterThan(1.5 * away(agrees));
  });

  test("is as it was where only the other one differs", () => {
    expect(outline({ ...alike, left_arm: 0 }, "right")).toEqual(outline(alike, "right"));
  });
});
