import type { Seconds } from "../../../../../shared/pose.ts";
import { J } from "../../../../../shared/skeleton.ts";
import { approachFactor } from "../../../../../shared/smoothing.ts";
import type { Actor } from "../../cast/actor.ts";
import { POSE_STRIDE } from "../../cast/pose-vector.ts";
import { length, smoothstep } from "../../ease.ts";
import type { FigurePen } from "../../figure/figure-pen.ts";
import { createFeet, measureFeet } from "../../figure/foot-contact.ts";
import { BRUSH, type StrokeBuffer } from "../../strokes/stroke-buffer.ts";
import { hash } from "../hash.ts";
import { DUST, GRAINS } from "./palette.ts";

const HANDS = [J.left_index, J.right_index];
const ENDS = [
  J.left_index,
  J.right_index,
  J.left_wrist,
  J.right_wrist,
  J.left_foot_index,
  J.right_foot_index,
];
/** How long a grain falls, and the speed from which it is shed, metres a second. */
const FALLS: Seconds = 1.5;
const SHED = 0.9;
/** Metres a second squared; dust falls slower than stones. */
const GRAVITY = 0.9;
const EVERY_SMALL = 4;
/** Grains on the floor under a foot. */
const RING = 34;
const RING_SMALL = 6;

const feet = createFeet();

/** Grains shed by fast hands and feet, which drift on and sink. */
export function drawDust(pen: FigurePen, actor: Actor, now: Seconds, strokes: StrokeBuffer): void {
  const { history, scale, floor } = actor;
  const step = pen.detailed ? 1 : EVERY_SMALL;
  const grains = pen.detailed ? 2 : 1;
  strokes.setBrush(BRUSH.solid, DUST[actor.role]);
  for (let back = 0; back < history.length - 1; back += step) {
    const t = history.time(back);
    const age = now - t;
    if (age > FALLS) break;
    if (age < 0) continue;
    const dt = t - history.time(back + 1);
    // A grain starts with 0.3 of the speed, damped with a time constant of half a second.
    const drift = 0.3 * 0.5 * approachFactor(age, 0.5);
    const falls = 0.5 * GRAVITY * scale * age * age;
    const left = 1 - age / FALLS;
    const fresh = actor.light * left * Math.sqrt(left);
    const pose = history.pose(back);
    const before = history.pose(back + 1);
    for (const joint of pen.detailed ? ENDS : HANDS) {
      const at = joint * POSE_STRIDE;
      if (before[at + 3]! <= 0) continue;
      const vx = (pose[at]! - before[at]!) / dt;
      const vy = (pose[at + 1]! - before[at + 1]!) / dt;
      const shed = smoothstep(SHED, 3, length(vx, vy) / scale);
      if (shed === 0) continue;
      for (let grain = 0; grain < grains; grain++) {
        const seed = Math.round(t * 1000) * 64 + joint * 2 + grain;
        const a = hash(seed);
        const b = hash(seed + 0x5bd1);
        const way = drift * (0.3 + a);
        const x = pose[at]! + vx * way + (b - 0.5) * 0.1 * scale * (0.3 + age);
        const y = pose[at + 1]! + vy * way + (a - 0.5) * 0.06 * scale + falls * (0.4 + b);
        const low = Math.min(y, floor.y);
        const lit = fresh * pose[at + 3]! * shed * (0.35 + 0.55 * a);
        const radius = scale * (0.0026 + 0.0032 * b);
        strokes.stroke(x, low, radius, lit, x, low, radius, lit);
      }
    }
  }
}

/** Numbers a grain on the floor: across and along in metres from the foot, and light. */
const GRAIN = 3;
const GROUND = [0, 1].map((side) =>
  Float64Array.from(
    Array.from({ length: RING }, (_, i) => {
      const [a, b] = [hash(side * 977 + 2 * i), hash(side * 977 + 2 * i + 1)];
      const [far, angle] = [Math.sqrt(a) * 0.42, b * 2 * Math.PI];
      return [far * Math.cos(angle), 0.02 + far * 0.13 * Math.sin(angle), (1 - a) * (0.3 + 0.5 * b)];
    }).flat(),
  ),
);

/** Grains on the floor, bright around the loaded foot. */
export function drawGround(pen: FigurePen, actor: Actor, strokes: StrokeBuffer): void {
  const { scale, floor, light } = actor;
  measureFeet(actor, feet);
  strokes.setBrush(BRUSH.solid, GRAINS[actor.role]);
  const end = GRAIN * (pen.detailed ? RING : RING_SMALL);
  const radius = scale * (pen.detailed ? 0.005 : 0.008);
  for (let side = 0; side < feet.length; side++) {
    const { x, load, seen } = feet[side]!;
    const lit = light * floor.confidence * load * seen;
    if (lit < 0.02) continue;
    const ground = GROUND[side]!;
    for (let at = 0; at < end; at += GRAIN) {
      const px = x + ground[at]! * scale;
      const py = floor.y + ground[at + 1]! * scale;
      const near = lit * ground[at + 2]!;
      strokes.stroke(px, py, radius, near, px, py, radius, near);
    }
  }
}
