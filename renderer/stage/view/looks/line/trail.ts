import type { Seconds } from "../../../../../shared/pose.ts";
import { J } from "../../../../../shared/skeleton.ts";
import type { Actor, ActorRole } from "../../cast/actor.ts";
import { createPose, POSE_LENGTH, POSE_STRIDE, type PoseVector } from "../../cast/pose-vector.ts";
import { length, smoothstep } from "../../ease.ts";
import { traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { Curve, drawCurve } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { drawRibbon } from "../ribbon.ts";
import { TRAIL } from "./palette.ts";

const HANDS = [J.left_index, J.right_index];
const ENDS = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
/** Lines of `traceLine`: arms and legs. */
const LINES = [0, 1, 2];
const FADE: Seconds = 1.3;
const EVERY: Seconds = 0.14;
/** Length and brightness of the ribbons. */
const RIBBON: Readonly<Record<ActorRole, { readonly duration: Seconds; readonly light: number }>> = {
  dancer: { duration: 0.35, light: 0.5 },
  partner: { duration: 0.85, light: 1 },
};

const FINE = new Curve(3);
const COARSE = new Curve(2);
/** Small figures leave fewer earlier poses. */
const SPARSE = 3;
const ghost = createPose();

/**
 * Ribbons from hands and feet and, for the partner, earlier poses that stay in place and fade, as in Marey's
 * chronophotographs.
 */
export function drawTrail(pen: FigurePen, actor: Actor, now: Seconds, strokes: StrokeBuffer): void {
  if (actor.history.length < 3) return;
  pen.begin(actor);
  strokes.setBrush(BRUSH.solid, TRAIL[actor.role]);
  if (actor.role === "partner") drawEarlierPoses(pen, actor, now, strokes);
  const { duration, light } = RIBBON[actor.role];
  for (const joint of pen.detailed ? ENDS : HANDS)
    drawRibbon(actor, joint, now, duration, actor.light * light, pen.detailed ? 2 : 1, strokes);
}

function drawEarlierPoses(pen: FigurePen, actor: Actor, now: Seconds, strokes: StrokeBuffer): void {
  const { history } = actor;
  const curve = pen.detailed ? FINE : COARSE;
  const every = pen.detailed ? EVERY : SPARSE * EVERY;
  for (let back = 0; back < history.length - 1; back++) {
    const t = history.time(back);
    const age = now - t;
    if (age > FADE) break;
    if (Math.floor(t / every) === Math.floor(history.time(back + 1) / every)) continue;
    fadeByMotion(actor, history.pose(back), (1 - age / FADE) ** 2 * smoothstep(0.02, 0.2, age));
    pen.begin(actor, ghost);
    for (const line of LINES) {
      traceLine(pen, line, curve);
      drawCurve(curve, pen.metres(0.0034), strokes);
    }
  }
}

/** Makes `ghost` an earlier pose, with each joint as bright as it has moved since: what is at rest is not doubled. */
function fadeByMotion(actor: Actor, past: PoseVector, light: number): void {
  ghost.set(past);
  for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
    const moved = length(past[at]! - actor.pose[at]!, past[at + 1]! - actor.pose[at + 1]!) / actor.scale;
    ghost[at + 3] = past[at + 3]! * light * smoothstep(0.04, 0.28, moved);
  }
}
