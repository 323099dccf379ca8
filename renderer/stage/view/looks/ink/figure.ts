import type { Actor, ActorRole } from "../../cast/actor.ts";
import { BODY_LINES, traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { createFeet, type Feet, measureFeet } from "../../figure/foot-contact.ts";
import { Curve } from "../../strokes/curve.ts";
import type { StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { drawHead } from "../head.ts";
import { type InkBrush, paint } from "./brush.ts";
import { INK } from "./palette.ts";

const FINE = new Curve(9);
const COARSE = new Curve(3);
const feet: Feet = createFeet();

/** One full brush for the dancer; for the partner two thin ones side by side, with paper between them. */
const BRUSHES: Readonly<Record<ActorRole, { readonly brush: InkBrush; readonly aside: readonly number[] }>> =
  {
    dancer: { brush: { colour: INK.dancer, width: 1.12, dry: 0.1, streak: 0.3 }, aside: [0] },
    partner: { brush: { colour: INK.partner, width: 0.6, dry: 0.22, streak: 0.25 }, aside: [-1.05, 1.05] },
  };
/** For small figures, in which no gap would show. */
const SMALL: typeof BRUSHES = {
  dancer: BRUSHES.dancer,
  partner: { brush: { ...BRUSHES.partner.brush, width: 1.3, dry: 0.12 }, aside: [0] },
};
/** Additional width of a leg that carries the whole weight. */
const PRESSURE = 0.35;
/** Lines 1 and 3 are the left leg and foot, 2 and 4 the right ones. */
const LEG = [null, 0, 1, 0, 1] as const;

export function drawFigure(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const curve = pen.detailed ? FINE : COARSE;
  const { brush, aside } = pen.detailed ? BRUSHES[actor.role] : SMALL[actor.role];
  measureFeet(actor, feet);
  for (let line = 0; line < BODY_LINES; line++) {
    traceLine(pen, line, curve);
    const leg = LEG[line];
    const pressure = leg == null ? 1 : 1 + PRESSURE * (feet[leg]!.load - 0.3);
    const pressed = { ...brush, width: brush.width * pressure };
    for (const side of aside) paint(curve, pressed, side, line + side, pen.metres(1), strokes);
  }
  drawHead(
    pen,
    brush.colour,
    actor.role === "dancer" ? 1 : 0.62,
    0.96,
    actor.role === "dancer" ? 0.55 : 0.12,
    strokes,
  );
}
