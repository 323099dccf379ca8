import type { Seconds } from "../../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { decay } from "../../../../shared/smoothing.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { approach, approachBy, smoothstep } from "../ease.ts";
import { bodyScale } from "./body-scale.ts";
import { Floor } from "./floor.ts";
import { PoseHistory } from "./pose-history.ts";
import {
  createPose,
  POSE_LENGTH,
  POSE_STRIDE,
  type PoseVector,
  poseVectorDistance,
  writePose,
} from "./pose-vector.ts";
import { AnimatedTransform, IDENTITY } from "./screen-transform.ts";

export type ActorRole = "dancer" | "partner";

const APPEAR: Seconds = 0.16;
const VANISH: Seconds = 0.35;
const JOINT_APPEAR: Seconds = 0.08;
const JOINT_VANISH: Seconds = 0.2;
/** Time constant for smoothing velocities: unsmoothed, brush widths would flicker. */
const VELOCITY_SMOOTHING: Seconds = 0.08;
/** Mean displacement of the joints between two frames, metres, beyond what a body can do: the figure was moved. */
const JUMP = 0.6;
/** Screen pixels a metre: full detail from FINE_ABOVE on, none below COARSE_BELOW. */
const COARSE_BELOW = 60;
const FINE_ABOVE = 100;
/** Frames: over two seconds at 30 a second, enough for the longest trail. */
const HISTORY_LENGTH = 72;

/** One figure on the stage over time: its pose, place and brightness. It draws nothing. */
export class Actor {
  readonly role: ActorRole;
  readonly history = new PoseHistory(HISTORY_LENGTH);
  /** The pose to draw now; visibility is smoothed, so that a joint fades instead of flickering. */
  readonly pose: PoseVector = createPose();
  /** Picture heights a metre. */
  scale = 0.4;
  /** 0 absent, 1 present; fades in and out. */
  presence = 0;
  /** 0..1: dims those whose turn it is not. */
  emphasis = 1;
  /** 0..1, smoothed: from the mean joint score, so that an uncertain figure is drawn faint. */
  certainty = 1;
  /** One of many figures: drawn without detail. */
  crowded = false;
  /** Level of detail: 0 few strokes, 1 all; smoothed, so that it does not pop. */
  detail = 1;
  /** Body heights a second, smoothed. */
  energy = 0;
  /** x and y of each joint, metres a second, smoothed. */
  readonly velocities = new Float32Array(2 * JOINT_COUNT);
  /** Where on the stage its picture is drawn, and at what scale. */
  readonly transform = new AnimatedTransform();
  /** Under it, in its own picture; a dancer and her partner share one. */
  readonly floor: Floor;
  /** 0..1 through the phrase while it is this figure's turn, else 0. */
  phrase = 0;
  /** `phrase`, smoothed. */
  progress = 0;

  readonly #incoming = createPose();
  readonly #sampled = createPose();
  #figure: Figure | null = null;
  #emphasisTarget = 1;
  #certainty = 1;

  constructor(role: ActorRole, floor: Floor = new Floor()) {
    this.role = role;
    this.floor = floor;
  }

  /** Brightness of the whole figure, 0..1. */
  get light(): number {
    return this.presence * this.emphasis * this.certainty;
  }

  /** @param figure of the newest engine frame; null when it is not on the stage */
  update(figure: Figure | null, t: Seconds, aspect: number, emphasis: number): void {
    if (figure && this.gone) {
      this.#reset();
      this.transform.set(IDENTITY);
    }
    this.#figure = figure;
    this.#emphasisTarget = emphasis;
    if (!figure) return;
    this.#certainty = certaintyOf(figure);
    const scale = bodyScale(figure, aspect);
    const fresh = this.history.length === 0;
    if (scale) this.scale = fresh ? scale : approach(this.scale, scale, 1 / 30, 0.5);
    writePose(figure, aspect, this.#incoming);
    if (!fresh && poseVectorDistance(this.#incoming, this.history.pose(0)) > JUMP * this.scale) this.#reset();
    this.history.push(t, this.#incoming);
  }

  /** @param shown false while the whole stage fades out because no frames arrive */
  step(dt: Seconds, at: Seconds, shown: boolean): void {
    const here = this.#figure !== null && shown;
    this.presence = approach(this.presence, here ? 1 : 0, dt, here ? APPEAR : shown ? VANISH : 2 * VANISH);
    this.emphasis = approach(this.emphasis, this.#emphasisTarget, dt, 0.4);
    this.certainty = approach(this.certainty, this.#certainty, dt, 0.4);
    this.transform.step(dt);
    this.energy = approach(this.energy, here ? (this.#figure?.energy ?? 0) : 0, dt, 0.25);
    this.progress = approach(this.progress, here ? this.phrase : 0, dt, 0.25);
    if (!this.history.sample(at, this.#sampled)) return;
    breathe(this.#sampled, at - this.history.time(0), this.scale);
    this.#updateVelocities(dt);
    const [appearing, vanishing] = [decay(dt, JOINT_APPEAR), decay(dt, JOINT_VANISH)];
    for (let joint = 0; joint < POSE_LENGTH; joint += POSE_STRIDE) {
      const target = smoothstep(0.15, 0.5, this.#sampled[joint + 3]!);
      const seen = this.pose[joint + 3]!;
      this.#sampled[joint + 3] = approachBy(seen, target, target > seen ? appearing : vanishing);
    }
    this.pose.set(this.#sampled);
  }

  /**
   * Starts at the place and scale of `other`, which shows the same figure, and animates to its own. To be called after
   * this actor's first `update`.
   */
  growFrom(other: Actor): void {
    if (this.history.length === 0 || other.history.length === 0) return;
    const scale = other.scale / this.scale;
    const [mine, its] = [this.#incoming, other.history.pose(0)];
    // Poses from before it was last absent would draw a trail from there.
    const t = this.history.time(0);
    this.history.clear();
    this.history.push(t, mine);
    const at = J.left_hip * POSE_STRIDE;
    this.transform.set({
      x: its[at]! - scale * mine[at]!,
      y: its[at + 1]! - scale * mine[at + 1]!,
      scale,
    });
    this.transform.moveTo(IDENTITY);
    this.presence = other.presence;
    this.emphasis = other.emphasis;
    this.detail = other.detail;
    this.pose.set(mine);
    other.presence = 0;
  }

  /** @param zoom screen pixels a picture height */
  updateDetail(dt: Seconds, zoom: number): void {
    const target = this.crowded
      ? 0
      : smoothstep(COARSE_BELOW, FINE_ABOVE, this.scale * this.transform.scale * zoom);
    this.detail = this.presence < 0.01 ? target : approach(this.detail, target, dt, 0.15);
    if (Math.abs(this.detail - target) < 0.02) this.detail = target;
  }

  /** Absent and faded out. */
  get gone(): boolean {
    return this.#figure === null && this.presence < 0.004;
  }

  #updateVelocities(dt: Seconds): void {
    if (dt <= 0) return;
    const left = decay(dt, VELOCITY_SMOOTHING);
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const at = joint * POSE_STRIDE;
      const known = this.pose[at + 3]! > 0 && this.#sampled[at + 3]! > 0;
      for (let axis = 0; axis < 2; axis++) {
        const moved = this.#sampled[at + axis]! - this.pose[at + axis]!;
        const target = known ? moved / dt / this.scale : 0;
        this.velocities[2 * joint + axis] = approachBy(this.velocities[2 * joint + axis]!, target, left);
      }
    }
  }

  #reset(): void {
    this.velocities.fill(0);
    this.history.clear();
    this.presence = 0;
    this.pose.fill(0);
  }
}

/** From the mean score of the joints; saturates at 0.75, and stays visible at 0. */
function certaintyOf(figure: Figure): number {
  let sum = 0;
  let count = 0;
  for (const point of figure.image) {
    if (!point) continue;
    sum += point.score;
    count++;
  }
  return count === 0 ? 0 : 0.25 + 0.75 * smoothstep(0, 0.75, sum / count);
}

/** Rise of the upper body in metres, seconds a breath, and seconds without a pose until it begins. */
const BREATH = { rise: 0.012, period: 3.5, after: 0.15 };

/** Keeps a figure alive whose frames have stopped: it stands and breathes instead of freezing. */
function breathe(pose: PoseVector, overdue: Seconds, scale: number): void {
  if (overdue < BREATH.after) return;
  const phase = (2 * Math.PI * (overdue - BREATH.after)) / BREATH.period;
  const rise = BREATH.rise * scale * Math.sin(phase);
  for (let joint = 0; joint < J.left_hip; joint++) pose[joint * POSE_STRIDE + 1]! -= rise;
}
