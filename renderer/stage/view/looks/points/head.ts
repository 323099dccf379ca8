import { J } from "../../../../../shared/skeleton.ts";
import type { Actor } from "../../cast/actor.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { hash } from "../hash.ts";
import { GRAINS } from "./palette.ts";

const COUNT = 110;
/** Metres: half the width and depth, and half the height. */
const SIZE = { wide: 0.078, high: 0.112 };
const RADIUS = 0.0084;

/** A Fibonacci sphere, jittered so that no pattern shows. */
const SPHERE = Array.from({ length: COUNT }, (_, i) => {
  const y = 1 - (2 * (i + 0.2 + 0.6 * hash(i))) / COUNT;
  const ring = Math.sqrt(1 - y * y);
  const turn = i * Math.PI * (3 - Math.sqrt(5)) + 0.5 * hash(i + 991);
  return { x: ring * Math.cos(turn), y, z: ring * Math.sin(turn) };
});

/** A head that is brighter where the face is, so that it is seen to turn. */
export function drawGrainHead(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const { ears, up } = pen;
  const nose = pen.joint(J.nose);
  // Direction of the face in metres; the nose is a little lower than the ears.
  let [lx, ly, lz] = [
    (nose.x - ears.x) / pen.metres(1),
    (nose.y - ears.y) / pen.metres(1) - 0.02,
    nose.z - ears.z,
  ];
  const length = Math.hypot(lx, ly, lz) || 1;
  [lx, ly, lz] = [lx / length, ly / length, lz / length];
  const light = Math.min(ears.seen, nose.seen) * pen.light;
  const cx = ears.x + lx * pen.metres(0.02) + up.x * pen.metres(0.02);
  const cy = ears.y + ly * pen.metres(0.01) + up.y * pen.metres(0.02);
  const [wide, high] = [pen.metres(SIZE.wide), pen.metres(SIZE.high)];
  const radius = pen.metres(pen.detailed ? RADIUS : RADIUS * 1.7);
  strokes.setBrush(BRUSH.solid, GRAINS[actor.role]);
  const step = pen.detailed ? 1 : 4;
  for (let i = 0; i < COUNT; i += step) {
    const { x, y, z } = SPHERE[i]!;
    const faces = x * lx - y * ly + z * lz;
    const near = 0.5 + 0.5 * z;
    const lit = light * (0.3 + 0.55 * near * near + 0.8 * Math.max(0, faces) ** 2 * near);
    // The long axis of the head is along `up`.
    const px = cx - wide * x * up.y + high * y * up.x;
    const py = cy + wide * x * up.x + high * y * up.y;
    strokes.stroke(px, py, radius, lit, px, py, radius, lit);
  }
}
