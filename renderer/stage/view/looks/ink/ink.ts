import type { LookRenderer } from "../look.ts";
import { drawFigure } from "./figure.ts";
import { INK, PAPER } from "./palette.ts";
import { drawDrops, drawPuddle, drawWash } from "./wash.ts";

/**
 * Ink on paper. Weight: pressure on the leg that bears it, and ink that runs out under that foot; speed: a brush that
 * grows thin and dry, and flings drops; time: stains that dry away.
 */
export const ink: LookRenderer = {
  blend: "min",
  paper: PAPER,
  backdrop: {
    base: [0.79, 0.765, 0.715],
    wall: [0.12, 0.12, 0.115],
    ground: [0.05, 0.05, 0.045],
    grain: 1,
  },
  marks: INK,
  draw(actor, { pen, lines, soft, playoutTime: shownAt }) {
    drawPuddle(actor, soft);
    pen.begin(actor);
    drawWash(pen, actor, shownAt, lines);
    pen.begin(actor);
    drawDrops(pen, actor, shownAt, lines);
    drawFigure(pen, actor, lines);
  },
};
