import { clamp, mix } from "../../../../shared/numbers.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { Actor } from "../cast/actor.ts";
import { POSE_STRIDE, type PoseVector } from "../cast/pose-vector.ts";
import { length, smoothstep } from "../ease.ts";
import type { Curve } from "../strokes/curve.ts";

/** A point of the figure: a joint, or derived from joints. Units as in PoseVector. */
export interface PenPoint {
  x: number;
  y: number;
  z: number;
  seen: number;
  /** Metres a second. */
  vx: number;
  vy: number;
}

const point = (): PenPoint => ({ x: 0, y: 0, z: 0, seen: 0, vx: 0, vy: 0 });

/**
 * The geometry of one figure at a time, as points to draw lines through, with measures in metres of its body. What is
 * nearer to the viewer becomes a little larger and brighter. Drawing allocates nothing.
 */
export class FigurePen {
  /** Just below the middle of the shoulders. */
  readonly chest = point();
  readonly pelvis = point();
  readonly waist = point();
  readonly ears = point();
  readonly throat = point();
  /** Scratch points. */
  readonly spare = point();
  readonly tip = point();
  /** Unit vector from the neck to the head. */
  readonly up = { x: 0, y: -1 };
  /** 0 turned away, 1 facing the viewer. */
  facing = 1;
  /** Apparent width of the shoulders: 0 seen from the side, 1 from the front or back. */
  breadth = 1;
  /** Brightness of the whole figure. */
  light = 1;
  /** Full detail, or as little as small or many figures need. */
  detailed = true;

  readonly #joints: readonly PenPoint[] = Array.from({ length: JOINT_COUNT }, point);
  #scale = 1;

  begin(actor: Actor, pose: PoseVector = actor.pose): void {
    this.#scale = actor.scale;
    this.light = actor.light;
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const to = this.#joints[joint]!;
      const at = joint * POSE_STRIDE;
      to.x = pose[at]!;
      to.y = pose[at + 1]!;
      to.z = pose[at + 2]!;
      to.seen = pose[at + 3]!;
      to.vx = actor.velocities[2 * joint]!;
      to.vy = actor.velocities[2 * joint + 1]!;
    }
    this.#derive();
  }

  joint(index: number): PenPoint {
    return this.#joints[index]!;
  }

  /** Picture heights of so many metres of this body. */
  metres(measure: number): number {
    return measure * this.#scale;
  }

  /** Adds a control point to a curve. @param radius in metres */
  addTo(curve: Curve, at: PenPoint, radius: number, light = 1): void {
    curve.add(
      at.x,
      at.y,
      radius * this.#scale * nearness(at.z, 0.3),
      at.seen * light * this.light * nearness(at.z, 0.55),
      at.vx,
      at.vy,
    );
  }

  /** Interpolates; a share above 1 lies beyond `to`. */
  between(from: PenPoint, to: PenPoint, share: number, out: PenPoint): PenPoint {
    const seen = Math.min(from.seen, to.seen);
    out.x = mix(from.x, to.x, share);
    out.y = mix(from.y, to.y, share);
    out.z = mix(from.z, to.z, share);
    out.seen = seen;
    out.vx = mix(from.vx, to.vx, share);
    out.vy = mix(from.vy, to.vy, share);
    return out;
  }

  heel(ankle: PenPoint, toe: PenPoint, out: PenPoint): PenPoint {
    this.between(ankle, toe, -0.22, out);
    out.y = ankle.y + Math.max(0, (toe.y - ankle.y) * 0.6) + 0.02 * this.#scale;
    return out;
  }

  #derive(): void {
    this.between(this.joint(J.left_hip), this.joint(J.right_hip), 0.5, this.pelvis);
    this.between(this.joint(J.left_ear), this.joint(J.right_ear), 0.5, this.ears);
    const left = this.joint(J.left_shoulder);
    const right = this.joint(J.right_shoulder);
    const neck = this.between(left, right, 0.5, this.spare);
    this.breadth = smoothstep(0.05, 0.25, length(left.x - right.x, left.y - right.y) / this.#scale);
    this.between(neck, this.pelvis, 0.06, this.chest);
    this.between(neck, this.pelvis, 0.66, this.waist);
    const x = this.ears.x - neck.x;
    const y = this.ears.y - neck.y;
    const neckLength = length(x, y);
    this.up.x = neckLength > 1e-6 ? x / neckLength : 0;
    this.up.y = neckLength > 1e-6 ? y / neckLength : -1;
    this.between(neck, this.ears, 0.4, this.throat);
    this.facing = smoothstep(-0.05, 0.06, this.joint(J.nose).z - this.ears.z);
  }
}

function nearness(z: number, effect: number): number {
  return clamp(1 + effect * z, 0.65, 1.3);
}
