import type { Seconds } from "../../../../../shared/pose.ts";
import type { Actor } from "../../cast/actor.ts";
import { createPose, POSE_STRIDE } from "../../cast/pose-vector.ts";
import { length, smoothstep } from "../../ease.ts";
import { BODY_LINES, traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { Curve, drawCurve, POINT_STRIDE, SAMPLE_STRIDE } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { DUST, GRAINS } from "./palette.ts";
import { Swarm } from "./swarm.ts";

/** Layers of grains by how far they lag behind: most are where the body is. */
const LAYERS: readonly { readonly late: Seconds; readonly share: number; readonly light: number }[] = [
  { late: 0, share: 1, light: 1 },
  { late: 0.05, share: 0.5, light: 0.7 },
  { late: 0.11, share: 0.4, light: 0.5 },
  { late: 0.19, share: 0.32, light: 0.36 },
  { late: 0.3, share: 0.25, light: 0.24 },
];
/** For small figures: layers, share of the grains, and factor on their size. */
const SMALL = { layers: 2, share: 0.2, size: 2 };

/** Approximate metres between the control points of body lines: arms, legs from the throat down, feet. */
const ARMS = [0.08, 0.07, 0.25, 0.3, 0.2, 0.2, 0.3, 0.25, 0.07, 0.08];
const LEG = [0.12, 0.3, 0.2, 0.45, 0.42];
const FOOT = [0.07, 0.14, 0.09];
const SWARMS = [
  new Swarm(250, ARMS, 1),
  new Swarm(220, LEG, 2),
  new Swarm(220, LEG, 3),
  new Swarm(44, FOOT, 4),
  new Swarm(44, FOOT, 5),
];

/** Metres. */
const RADIUS = 0.0079;
/** Exposure time of the motion blur. */
const SHUTTER: Seconds = 0.035;

const PER_SEGMENT = 8;
const PER_SEGMENT_SMALL = 2;
const FINE = new Curve(PER_SEGMENT);
const COARSE = new Curve(PER_SEGMENT_SMALL);
const past = createPose();

/** Metres a second from which a limb leaves grains behind. */
const SHED_SPEED = 0.25;
/** Of each body line of the present figure. */
const speeds = new Float64Array(BODY_LINES);

/** A body of grains that lag behind differently: dense at rest, frayed in motion. */
export function drawCloud(
  pen: FigurePen,
  actor: Actor,
  now: Seconds,
  playoutTime: Seconds,
  strokes: StrokeBuffer,
): void {
  const { detailed } = pen;
  const curve = detailed ? FINE : COARSE;
  const perSegment = detailed ? PER_SEGMENT : PER_SEGMENT_SMALL;
  const layers = detailed ? LAYERS.length : SMALL.layers;
  for (let index = 0; index < layers; index++) {
    const { late, share, light } = LAYERS[index]!;
    if (late > 0 && !recall(actor, playoutTime - late)) continue;
    const step = Math.round(1 / (detailed ? share : share * SMALL.share));
    pen.begin(actor, late > 0 ? past : actor.pose);
    for (let line = 0; line < BODY_LINES; line++) {
      // On a limb at rest, lagging grains would only make it brighter.
      if (late > 0 && speeds[line]! <= SHED_SPEED) continue;
      traceLine(pen, line, curve);
      const swarm = SWARMS[line]!;
      if (late === 0) {
        speeds[line] = topSpeed(curve);
        swarm.update(now, step);
        drawThread(pen, actor, curve, strokes);
      }
      strokes.setBrush(BRUSH.solid, GRAINS[actor.role]);
      scatter(pen, curve, perSegment, swarm, step, light, late, strokes);
    }
  }
}

/** Of the points that a line goes through, metres a second. */
function topSpeed({ points, pointCount }: Curve): number {
  let top = 0;
  for (let at = 4; at < pointCount * POINT_STRIDE; at += POINT_STRIDE)
    top = Math.max(top, length(points[at]!, points[at + 1]!));
  return top;
}

/** Makes `past` the pose at `t`, with what is hidden now hidden too. @returns false when it is not known */
function recall(actor: Actor, t: Seconds): boolean {
  if (!actor.history.sample(t, past)) return false;
  for (let at = 3; at < past.length; at += POSE_STRIDE) past[at] = Math.min(past[at]!, actor.pose[at]!);
  return true;
}

/** A thin line through the grains, which keeps the figure readable from afar. */
function drawThread(pen: FigurePen, actor: Actor, curve: Curve, strokes: StrokeBuffer): void {
  strokes.setBrush(BRUSH.solid, DUST[actor.role]);
  strokes.share *= THREAD;
  drawCurve(curve, pen.metres(0.0035), strokes);
  strokes.share /= THREAD;
}
const THREAD = 0.75;

function scatter(
  pen: FigurePen,
  curve: Curve,
  perSegment: number,
  swarm: Swarm,
  step: number,
  light: number,
  late: Seconds,
  strokes: StrokeBuffer,
): void {
  const { samples } = curve;
  const { count, positions, offsets, sizes, brightness, depths } = swarm;
  const size = pen.metres(pen.detailed ? RADIUS : RADIUS * SMALL.size);
  const metre = pen.metres(1);
  const halo = metre * (0.003 + 0.05 * late);
  for (let i = 0; i < count; i += step) {
    const position = positions[i]! * perSegment;
    const sample = Math.floor(position);
    const at = sample * SAMPLE_STRIDE;
    const lit = samples[at + 3]! * light;
    if (lit < 0.02) continue;
    const vx = samples[at + 4]!;
    const vy = samples[at + 5]!;
    const shown = late === 0 ? lit : lit * smoothstep(SHED_SPEED, 1.6, length(vx, vy));
    if (shown < 0.02) continue;
    const between = position - sample;
    const aside = offsets[i]! * (samples[at + 2]! * 1.9 + halo);
    const x =
      samples[at]! + (samples[at + SAMPLE_STRIDE]! - samples[at]!) * between + samples[at + 6]! * aside;
    const y =
      samples[at + 1]! +
      (samples[at + SAMPLE_STRIDE + 1]! - samples[at + 1]!) * between +
      samples[at + 7]! * aside;
    const radius = size * (0.5 + 0.8 * sizes[i]!);
    const bright = shown * brightness[i]!;
    const streak = -SHUTTER * metre * (0.3 + depths[i]!);
    strokes.stroke(x, y, radius, bright, x + vx * streak, y + vy * streak, radius * 0.5, bright * 0.4);
  }
}
