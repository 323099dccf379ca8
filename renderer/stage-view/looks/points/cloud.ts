import type { Seconds } from "../../../../shared/pose.ts";
import type { Actor } from "../../actor.ts";
import { BODY_LINES, traceLine } from "../../body-lines.ts";
import { Curve, drawCurve, SAMPLE } from "../../curve.ts";
import { smoothstep } from "../../ease.ts";
import type { FigurePen } from "../../figure-pen.ts";
import { createPose } from "../../pose-vector.ts";
import { BRUSH, type StrokeBuffer } from "../../stroke-buffer.ts";
import { DUST, GRAINS } from "./palette.ts";
import { GRAIN, spread } from "./swarm.ts";

/** How late the grains of each layer are: most are where the body is, the others still on their way. */
const LAYERS: readonly { readonly late: Seconds; readonly share: number; readonly light: number }[] = [
  { late: 0, share: 1, light: 1 },
  { late: 0.05, share: 0.5, light: 0.7 },
  { late: 0.11, share: 0.4, light: 0.5 },
  { late: 0.19, share: 0.32, light: 0.36 },
  { late: 0.3, share: 0.25, light: 0.24 },
];
/** Of a small figure: layers, share of the grains, and how much larger each is. */
const SMALL = { layers: 2, share: 0.2, size: 2 };

/** Metres from each control point of a body line to the next, about: arms, legs from the throat down, feet. */
const ARMS = [0.08, 0.07, 0.25, 0.3, 0.2, 0.2, 0.3, 0.25, 0.07, 0.08];
const LEG = [0.12, 0.3, 0.2, 0.45, 0.42];
const FOOT = [0.07, 0.14, 0.09];
const SWARMS = [
  spread(250, ARMS, 1),
  spread(220, LEG, 2),
  spread(220, LEG, 3),
  spread(44, FOOT, 4),
  spread(44, FOOT, 5),
];

/** Metres. */
const RADIUS = 0.0079;
/** Turns a second at which grains wander round their limb. */
const DRIFT = 0.05;
/** Seconds of its way that a grain shows as a streak. */
const SHUTTER: Seconds = 0.035;

const PER_SEGMENT = 8;
const PER_SEGMENT_SMALL = 3;
const FINE = new Curve(PER_SEGMENT);
const COARSE = new Curve(PER_SEGMENT_SMALL);
const past = createPose();

/** A body of grains that follow it with unequal zeal: at rest it is dense, in haste it frays. */
export function drawCloud(
  pen: FigurePen,
  actor: Actor,
  now: Seconds,
  shownAt: Seconds,
  strokes: StrokeBuffer,
): void {
  pen.begin(actor);
  const { fine } = pen;
  const curve = fine ? FINE : COARSE;
  const perSegment = fine ? PER_SEGMENT : PER_SEGMENT_SMALL;
  const layers = fine ? LAYERS.length : SMALL.layers;
  for (let index = 0; index < layers; index++) {
    const { late, share, light } = LAYERS[index]!;
    if (late > 0 && !recall(actor, shownAt - late)) continue;
    pen.begin(actor, late > 0 ? past : actor.pose);
    for (let line = 0; line < BODY_LINES; line++) {
      traceLine(pen, line, curve);
      if (late === 0) drawThread(pen, actor, curve, strokes);
      strokes.use(BRUSH.solid, GRAINS[actor.role]);
      scatter(
        pen,
        curve,
        perSegment,
        SWARMS[line]!,
        fine ? share : share * SMALL.share,
        light,
        late,
        now,
        strokes,
      );
    }
  }
}

/** Makes `past` the pose at `t`; what is hidden now is hidden in its own past too. */
function recall(actor: Actor, t: Seconds): boolean {
  if (!actor.track.sample(t, past)) return false;
  for (let at = 3; at < past.length; at += 4) past[at] = Math.min(past[at]!, actor.pose[at]!);
  return true;
}

/** What the grains hold on to: it keeps the figure readable from afar. */
function drawThread(pen: FigurePen, actor: Actor, curve: Curve, strokes: StrokeBuffer): void {
  strokes.use(BRUSH.solid, DUST[actor.role]);
  strokes.share *= THREAD;
  drawCurve(curve, pen.metres(0.0035), strokes);
  strokes.share /= THREAD;
}
const THREAD = 0.75;

function scatter(
  pen: FigurePen,
  curve: Curve,
  perSegment: number,
  swarm: Float32Array,
  share: number,
  light: number,
  late: Seconds,
  now: Seconds,
  strokes: StrokeBuffer,
): void {
  const { samples } = curve;
  const size = pen.metres(pen.fine ? RADIUS : RADIUS * SMALL.size);
  const metre = pen.metres(1);
  const step = GRAIN * Math.max(1, Math.round(1 / share));
  for (let i = 0; i < swarm.length; i += step) {
    const at = Math.floor(swarm[i]! * perSegment) * SAMPLE;
    const lit = samples[at + 3]! * light;
    if (lit < 0.02) continue;
    const [vx, vy] = [samples[at + 4]!, samples[at + 5]!];
    // Late grains are there for what moves: on a limb at rest they would only make it brighter.
    const shown = late === 0 ? lit : lit * smoothstep(0.25, 1.6, Math.sqrt(vx * vx + vy * vy));
    if (shown < 0.02) continue;
    const [b, c, d] = [swarm[i + 1]!, swarm[i + 2]!, swarm[i + 3]!];
    const between = swarm[i]! * perSegment - Math.floor(swarm[i]! * perSegment);
    const angle = (b + now * DRIFT * (c - 0.3)) * 2 * Math.PI;
    const aside = Math.sin(angle) * Math.sqrt(c) * (samples[at + 2]! * 1.9 + metre * (0.003 + 0.05 * late));
    const x = samples[at]! + (samples[at + SAMPLE]! - samples[at]!) * between + samples[at + 6]! * aside;
    const y =
      samples[at + 1]! + (samples[at + SAMPLE + 1]! - samples[at + 1]!) * between + samples[at + 7]! * aside;
    const radius = size * (0.5 + 0.8 * d);
    const bright =
      shown * (0.98 + 0.4 * Math.cos(angle)) * (0.86 + 0.14 * Math.sin(now * (1 + 2 * b) + 40 * d));
    const streak = -SHUTTER * metre * (0.3 + c);
    strokes.stroke(x, y, radius, bright, x + vx * streak, y + vy * streak, radius * 0.5, bright * 0.4);
  }
}
