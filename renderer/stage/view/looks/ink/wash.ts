import type { Seconds } from "../../../../../shared/pose.ts";
import { J } from "../../../../../shared/skeleton.ts";
import type { Actor } from "../../cast/actor.ts";
import { createPose, POSE_LENGTH, POSE_STRIDE } from "../../cast/pose-vector.ts";
import { length, smoothstep } from "../../ease.ts";
import { traceLine } from "../../figure/body-lines.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { createFeet, measureFeet } from "../../figure/foot-contact.ts";
import { Curve } from "../../strokes/curve.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { hash } from "../hash.ts";
import { type InkBrush, paint } from "./brush.ts";
import { INK, WASH } from "./palette.ts";

/** Seconds until a stain has dried, and between two stains of a moving body. */
const DRIES: Seconds = 1.7;
const EVERY: Seconds = 0.2;
const EVERY_SMALL: Seconds = 0.55;
/** The grain repeats after this time, since single-precision floats cannot resolve the time of a long day. */
const GRAIN_PERIOD: Seconds = 32;
const ENDS = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
/** Metres a second from which hands and feet fling drops, and how long a drop stays. */
const FLING = 2.2;
const DROP: Seconds = 1.4;

const FINE = new Curve(4);
const COARSE = new Curve(2);
const ghost = createPose();
const feet = createFeet();

/** Where the body has been: stains of diluted ink that dry. */
export function drawWash(pen: FigurePen, actor: Actor, now: Seconds, strokes: StrokeBuffer): void {
  const { history } = actor;
  const curve = pen.detailed ? FINE : COARSE;
  const every = pen.detailed ? EVERY : EVERY_SMALL;
  const brush: InkBrush = { colour: WASH[actor.role], width: 1, dry: 0.3, streak: 0.4 };
  for (let back = history.length - 2; back >= 0; back--) {
    const t = history.time(back);
    const age = now - t;
    if (age > DRIES || age < 0) continue;
    if (Math.floor(t / every) === Math.floor(history.time(back + 1) / every)) continue;
    stain(actor, back, (1 - age / DRIES) * smoothstep(0.03, 0.3, age) * 0.5);
    pen.begin(actor, ghost);
    for (let line = 0; line < 3; line++) {
      traceLine(pen, line, curve);
      paint(curve, brush, 0, line + (t % GRAIN_PERIOD), pen.metres(1), strokes);
    }
  }
}

/** Makes `ghost` the earlier pose, wet where the body has moved since. */
function stain(actor: Actor, back: number, ink: number): void {
  const past = actor.history.pose(back);
  ghost.set(past);
  for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
    const moved = length(past[at]! - actor.pose[at]!, past[at + 1]! - actor.pose[at + 1]!) / actor.scale;
    ghost[at + 3] = past[at + 3]! * ink * smoothstep(0.05, 0.3, moved);
  }
}

/** Drops flung ahead by fast hands and feet. */
export function drawDrops(pen: FigurePen, actor: Actor, now: Seconds, strokes: StrokeBuffer): void {
  if (!pen.detailed) return;
  const { history, scale } = actor;
  strokes.setBrush(BRUSH.solid, INK[actor.role]);
  for (let back = 0; back < history.length - 1; back++) {
    const t = history.time(back);
    const age = now - t;
    if (age > DROP) break;
    const dt = t - history.time(back + 1);
    const [pose, before] = [history.pose(back), history.pose(back + 1)];
    for (const joint of ENDS) {
      const at = joint * POSE_STRIDE;
      const [vx, vy] = [(pose[at]! - before[at]!) / dt, (pose[at + 1]! - before[at + 1]!) / dt];
      const chance = hash(Math.round(t * 1000) + joint * 7919);
      const speed = length(vx, vy) / scale;
      if (speed < FLING || chance > 0.45 || before[at + 3]! <= 0) continue;
      const flown = 0.03 + 0.11 * chance;
      const x = pose[at]! + vx * flown + (chance - 0.2) * 0.12 * scale;
      const y = pose[at + 1]! + vy * flown + 0.1 * scale * flown;
      const radius = scale * (0.004 + 0.017 * hash(joint + Math.round(t * 777)) ** 3);
      const ink = actor.light * pose[at + 3]! * smoothstep(flown * 0.6, flown, age) * (1 - age / DROP);
      strokes.stroke(x, y, radius, ink, x + vx * 0.003, y + vy * 0.003, radius * 0.8, ink);
    }
  }
}

/** Ink under the figure and around the loaded foot. */
export function drawPuddle(actor: Actor, soft: StrokeBuffer): void {
  const { scale, floor, light } = actor;
  measureFeet(actor, feet);
  soft.setBrush(BRUSH.pool, WASH[actor.role]);
  soft.opacity = 1;
  const middle = (feet[0].x + feet[1].x) / 2;
  stroke(soft, middle, floor.y + 0.03 * scale, 1.1 * scale, 0.12 * scale, 0.3 * light * floor.confidence);
  soft.setBrush(BRUSH.pool, INK[actor.role]);
  for (const { x, halfLength, contact, load, seen } of feet) {
    const wide = halfLength + (0.14 + 0.2 * load) * scale;
    stroke(
      soft,
      x,
      floor.y + 0.012 * scale,
      wide,
      (0.03 + 0.035 * load) * scale,
      (0.25 * contact + 0.5 * load) * light * seen,
    );
  }
  soft.opacity = 0;
}

function stroke(soft: StrokeBuffer, x: number, y: number, wide: number, high: number, ink: number): void {
  soft.stroke(x, y, wide, ink, x, y, high, ink);
}
