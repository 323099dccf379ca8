import type { Seconds } from "../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../shared/skeleton.ts";
import { decay } from "../../shared/smoothing.ts";
import type { Figure } from "../../shared/stage.ts";
import { bodyScale } from "./body-scale.ts";
import { approach, near, smoothstep } from "./ease.ts";
import { Floor } from "./floor.ts";
import { Placement, WHOLE } from "./placement.ts";
import {
  createPose,
  POSE_LENGTH,
  type PoseVector,
  poseVectorDistance,
  STRIDE,
  writePose,
} from "./pose-vector.ts";
import { FigureTrack } from "./track.ts";

export type Role = "dancer" | "partner";

const APPEAR: Seconds = 0.16;
const VANISH: Seconds = 0.35;
const JOINT_APPEAR: Seconds = 0.08;
const JOINT_VANISH: Seconds = 0.2;
/** Speeds are averaged over about this long, so that no brush trembles. */
const SETTLE: Seconds = 0.08;
/** A mean way of the joints between two frames, in metres, that no body makes: the figure is set down elsewhere. */
const LEAP = 0.6;
/** Screen pixels a metre up to which few strokes are enough, and from which all are seen. */
const SMALL = 60;
const LARGE = 100;
/** Frames remembered: two seconds and more at 30 a second, enough for the longest trail. */
const MEMORY = 72;

/** One figure on the stage over time: where it is, how much of it is seen, how bright. It draws nothing. */
export class Actor {
  readonly role: Role;
  readonly track = new FigureTrack(MEMORY);
  /** What to draw now; `seen` is eased, so a joint fades instead of flickering. */
  readonly pose: PoseVector = createPose();
  /** Picture heights a metre. */
  scale = 0.4;
  /** 0 gone, 1 here. */
  presence = 0;
  /** 0.. 1: how much of the light it has; the one whose turn it is has all. */
  emphasis = 1;
  /** 0..1, eased: how much the figure as a whole is to be believed; a partner that guesses is faint. */
  certainty = 1;
  /** One of so many that it is drawn with few strokes. */
  crowded = false;
  /** 0 drawn with few strokes, 1 with all; eased, so that it never changes from one frame to the next. */
  fineness = 1;
  /** In body heights a second, eased. */
  energy = 0;
  /** Of each joint, x and y, metres a second, eased. */
  readonly velocities = new Float32Array(2 * JOINT_COUNT);
  /** Where on the stage its picture is drawn, and how large. */
  readonly placement = new Placement();
  /** What it stands on, in its own picture; those who dance together share one. */
  readonly floor: Floor;
  /** 0..1 through the phrase that is this one's turn; 0 where there are no turns. */
  phrase = 0;
  /** The same, eased. */
  progress = 0;

  readonly #incoming = createPose();
  readonly #sampled = createPose();
  #figure: Figure | null = null;
  #emphasisTarget = 1;
  #certainty = 1;

  constructor(role: Role, floor: Floor = new Floor()) {
    this.role = role;
    this.floor = floor;
  }

  /** Of the whole figure, 0..1. */
  get light(): number {
    return this.presence * this.emphasis * this.certainty;
  }

  /** Takes the figure of one engine frame; null when it is not on the stage. */
  update(figure: Figure | null, t: Seconds, aspect: number, emphasis: number): void {
    if (figure && this.gone) {
      this.#setDown();
      this.placement.set(WHOLE);
    }
    this.#figure = figure;
    this.#emphasisTarget = emphasis;
    if (!figure) return;
    this.#certainty = certaintyOf(figure);
    const scale = bodyScale(figure, aspect);
    const fresh = this.track.length === 0;
    if (scale) this.scale = fresh ? scale : approach(this.scale, scale, 1 / 30, 0.5);
    writePose(figure, aspect, this.#incoming);
    if (!fresh && poseVectorDistance(this.#incoming, this.track.pose(0)) > LEAP * this.scale) this.#setDown();
    this.track.push(t, this.#incoming);
  }

  /** @param shown false while the stage as a whole fades, because no frames come. */
  step(dt: Seconds, at: Seconds, shown: boolean): void {
    const here = this.#figure !== null && shown;
    this.presence = approach(this.presence, here ? 1 : 0, dt, here ? APPEAR : shown ? VANISH : 2 * VANISH);
    this.emphasis = approach(this.emphasis, this.#emphasisTarget, dt, 0.4);
    this.certainty = approach(this.certainty, this.#certainty, dt, 0.4);
    this.placement.step(dt);
    this.energy = approach(this.energy, here ? (this.#figure?.energy ?? 0) : 0, dt, 0.25);
    this.progress = approach(this.progress, here ? this.phrase : 0, dt, 0.25);
    if (!this.track.sample(at, this.#sampled)) return;
    breathe(this.#sampled, at - this.track.time(0), this.scale);
    this.#hasten(dt);
    const [appearing, vanishing] = [decay(dt, JOINT_APPEAR), decay(dt, JOINT_VANISH)];
    for (let joint = 0; joint < POSE_LENGTH; joint += STRIDE) {
      const target = smoothstep(0.15, 0.5, this.#sampled[joint + 3]!);
      const seen = this.pose[joint + 3]!;
      this.#sampled[joint + 3] = near(seen, target, target > seen ? appearing : vanishing);
    }
    this.pose.set(this.#sampled);
  }

  /**
   * Takes the place of `other`, which is the same figure in another place, and grows from there to its own. To be
   * called when this one's first figure has come.
   */
  emerge(other: Actor): void {
    if (this.track.length === 0 || other.track.length === 0) return;
    const size = other.scale / this.scale;
    const [mine, its] = [this.#incoming, other.track.pose(0)];
    // Where it stood before it was away is no part of its way.
    const t = this.track.time(0);
    this.track.clear();
    this.track.push(t, mine);
    const at = J.left_hip * STRIDE;
    this.placement.set({ x: its[at]! - size * mine[at]!, y: its[at + 1]! - size * mine[at + 1]!, size });
    this.placement.moveTo(WHOLE);
    this.presence = other.presence;
    this.emphasis = other.emphasis;
    this.fineness = other.fineness;
    this.pose.set(mine);
    other.presence = 0;
  }

  /** @param zoom screen pixels a picture height */
  refine(dt: Seconds, zoom: number): void {
    const target = this.crowded ? 0 : smoothstep(SMALL, LARGE, this.scale * this.placement.size * zoom);
    this.fineness = this.presence < 0.01 ? target : approach(this.fineness, target, dt, 0.15);
    if (Math.abs(this.fineness - target) < 0.02) this.fineness = target;
  }

  /** Nothing of it is left to draw, and it is not expected. */
  get gone(): boolean {
    return this.#figure === null && this.presence < 0.004;
  }

  #hasten(dt: Seconds): void {
    if (dt <= 0) return;
    const settling = decay(dt, SETTLE);
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const at = joint * STRIDE;
      const known = this.pose[at + 3]! > 0 && this.#sampled[at + 3]! > 0;
      for (let axis = 0; axis < 2; axis++) {
        const way = this.#sampled[at + axis]! - this.pose[at + axis]!;
        const target = known ? way / dt / this.scale : 0;
        this.velocities[2 * joint + axis] = near(this.velocities[2 * joint + axis]!, target, settling);
      }
    }
  }

  #setDown(): void {
    this.velocities.fill(0);
    this.track.clear();
    this.presence = 0;
    this.pose.fill(0);
  }
}

/** The mean score of its joints; what is half believed is still seen well. */
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

/** Metres, and seconds a breath. */
const BREATH = { rise: 0.012, lasts: 3.5, begins: 0.15 };

/** A figure of which no more is heard stands and breathes, rather than turning to stone. */
function breathe(pose: PoseVector, late: Seconds, scale: number): void {
  if (late < BREATH.begins) return;
  const phase = (2 * Math.PI * (late - BREATH.begins)) / BREATH.lasts;
  const rise = BREATH.rise * scale * Math.sin(phase);
  for (let joint = 0; joint < J.left_hip; joint++) pose[joint * STRIDE + 1]! -= rise;
}
