import { describe, expect, test } from "vitest";
import { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { FigurePen } from "../../../../../renderer/stage/view/figure/figure-pen.ts";
import { LOOK_RENDERERS } from "../../../../../renderer/stage/view/looks/looks.ts";
import { LimbSigns } from "../../../../../renderer/stage/view/practice/limb-signs.ts";
import { drawSleeves } from "../../../../../renderer/stage/view/practice/sleeves.ts";
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

test("the sleeve of a limb that differs is more than twice as broad, and only that one", () => {
  const actor = new Actor("dancer");
  for (let i = 0; i < 60; i++) {
    actor.update(standing(), i / 30, ASPECT, 1);
    actor.step(1 / 30, i / 30, true);
  }
  const pen = new FigurePen();
  pen.begin(actor);
  const signs = new LimbSigns();
  const alike = { head: 1, trunk: 1, left_arm: 1, right_arm: 1, left_leg: 1, right_leg: 1 };
  for (let i = 0; i < 300; i++) signs.step(1 / 30, { ...alike, left_arm: 0 });
  const strokes = new StrokeBuffer();
  drawSleeves(pen, signs, LOOK_RENDERERS.line.signs, strokes);
  const widest = (inside: (x: number) => boolean) => {
    const radii = Array.from({ length: strokes.count }, (_, i) => strokes.data.slice(i * STROKE_LENGTH))
      // Beside the trunk and above the legs.
      .filter(([x, y]) => inside(x! - ASPECT / 2) && y! < 0.55 + 0.4 * 0.1)
      .map((stroke) => stroke[2]!);
    return Math.max(...radii);
  };
  const left = widest((x) => x < -0.4 * 0.17);
  const right = widest((x) => x > 0.4 * 0.17);
  expect(left).toBeGreaterThan(2 * right);
  expect(right).toBeGreaterThan(0.4 * 0.03);
});
