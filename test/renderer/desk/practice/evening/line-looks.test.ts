import { expect, test } from "vitest";
import { AREAS, FIGURE_KINDS, partsOf } from "../../../../../renderer/desk/practice/evening/figures.ts";
import { LOOKS } from "../../../../../renderer/desk/practice/evening/line-looks.ts";
import type { StrokeColour } from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";
import { COLOUR_VISION, difference } from "../../../support/colour-vision.ts";

/** CIE 1976: plain at a glance, where 2.3 is just noticeable. */
const PLAIN = 25;

const light = (hex: string): StrokeColour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as StrokeColour;

const pairs = AREAS.flatMap((area) =>
  FIGURE_KINDS.flatMap((kind) => {
    const parts = partsOf(area, kind);
    return parts.flatMap((one, at) => parts.slice(at + 1).map((other) => [one, other] as const));
  }),
);

test.each(Object.entries(COLOUR_VISION))(
  "with %s vision the lines of a plot are told apart by colour",
  (_, seen) => {
    expect(pairs.length).toBeGreaterThan(9);
    for (const [one, other] of pairs)
      expect(
        difference(seen(light(LOOKS[one].colour)), seen(light(LOOKS[other].colour))),
        `${one} and ${other}`,
      ).toBeGreaterThan(PLAIN);
  },
);

test("and by their marks without any", () => {
  for (const [one, other] of pairs) expect(LOOKS[one].shape).not.toBe(LOOKS[other].shape);
});
