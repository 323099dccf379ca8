import { mix } from "../../../../shared/numbers.ts";
import { J } from "../../../../shared/skeleton.ts";
import { length } from "../ease.ts";
import type { FigurePen } from "../figure/figure-pen.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";

/**
 * An oval outline, thicker where the face looks, so that the head is seen to turn.
 * @param weight of the outline
 * @param inside light of the fill
 */
export function drawHead(
  pen: FigurePen,
  colour: StrokeColour,
  weight: number,
  size: number,
  inside: number,
  strokes: StrokeBuffer,
): void {
  const { ears, up, facing } = pen;
  const nose = pen.joint(J.nose);
  const lookX = nose.x - ears.x;
  const lookY = nose.y - ears.y;
  const crownX = ears.x + up.x * pen.metres(0.045);
  const crownY = ears.y + up.y * pen.metres(0.045);
  const chinX = ears.x - up.x * pen.metres(0.045) + lookX * 0.35;
  const chinY = ears.y - up.y * pen.metres(0.045) + lookY * 0.2;
  const light = Math.min(ears.seen, nose.seen) * pen.light;
  const rim = pen.metres(0.017) * weight;
  const crown = pen.metres(0.084) * size;
  const chin = pen.metres(0.07) * size;
  const face = light * mix(0.8, 1, facing);
  // The hole is offset away from where the face looks, by less than the outline so that it stays closed.
  const look = Math.max(length(lookX, lookY), pen.metres(0.04));
  const shift = (-0.72 * rim) / look;
  strokes.setBrush(BRUSH.crescent, colour, rim, lookX * shift, lookY * shift);
  strokes.stroke(crownX, crownY, crown, light, chinX, chinY, chin, face);
  strokes.setBrush(BRUSH.solid, colour);
  strokes.stroke(crownX, crownY, crown, light * inside, chinX, chinY, chin, face * inside);
}
