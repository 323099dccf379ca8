import { mix } from "../../../shared/numbers.ts";
import { J } from "../../../shared/skeleton.ts";
import { length } from "../ease.ts";
import type { FigurePen } from "../figure-pen.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../stroke-buffer.ts";

/**
 * An oval that is open like a moon: its rim is thick where the face looks and thin behind, so the head turns.
 * @param weight of the rim, 1 for the dancer's
 * @param inside light within the rim
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
  // The hole moves away from where the face looks, at most so far that the rim stays closed.
  const look = Math.max(length(lookX, lookY), pen.metres(0.04));
  const shift = (-0.72 * rim) / look;
  strokes.use(BRUSH.moon, colour, rim, lookX * shift, lookY * shift);
  strokes.stroke(crownX, crownY, crown, light, chinX, chinY, chin, face);
  strokes.use(BRUSH.solid, colour);
  strokes.stroke(crownX, crownY, crown, light * inside, chinX, chinY, chin, face * inside);
}
