import type { LookRenderer } from "../look.ts";
import { drawFigure } from "./figure.ts";
import { INK, PAPER, SIGNS } from "./palette.ts";
import { drawDrops, drawPuddle, drawWash } from "./wash.ts";

/**
 * Ink on paper. Weight: pressure on the loaded leg, and a puddle under its foot; speed: strokes become thin and dry, and
 * fling drops; time: stains that dry.
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
  signs: SIGNS,
  draw(actor, { pen, lines, soft, playoutTime }) {
    drawPuddle(actor, soft);
    pen.begin(actor);
    drawWash(pen, actor, playoutTime, lines);
    pen.begin(actor);
    drawDrops(pen, actor, playoutTime, lines);
    drawFigure(pen, actor, lines);
  },
};
