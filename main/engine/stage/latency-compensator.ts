import type { BodyJoints, ImageJoints, Pose, RoomPoint, Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { Extrapolator, Generator } from "../../generators/generator.ts";
import { bodyOf } from "../../motion/bones.ts";
import { Completion } from "../../motion/completion.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { ROOT_POINT } from "../../motion/motion-state.ts";
import { placementOf } from "../../motion/placement.ts";
import { Resampler } from "../../motion/resampler.ts";
import { add, subtract, vectorLength } from "../../motion/vectors.ts";
import type { RoomView } from "./room-view.ts";

/** Time constant with which a measured latency is followed: what is shown must not jump with it. */
const SETTLE: Seconds = 0.15;
/** Less than this is not worth the trouble. */
const LEAST: Seconds = 0.005;
/** A change of this length and so many times the camera's noise is believed by half: what is smaller may be noise. */
const HALF_BELIEVED = { metres: 0.006, noise: 2.4 };
/** Where the hips come after the bones. */
const ROOT = 3 * ROOT_POINT;

/** A dancer's joints where they are drawn, and her body in the room. */
export interface Foreseen extends MotionFrame {
  readonly image: ImageJoints;
}

/**
 * Foresees a dancer by the latency between the camera and the screen, so that what is drawn of her is where she is by
 * then. Reads her joints as they were detected, since smoothing lags; what is shown goes from the smoothed ones towards
 * where the generator extrapolates her to, bone by bone, each as long as it is now.
 */
export class LatencyCompensator {
  readonly #generator: Generator;
  readonly #completion = new Completion();
  readonly #resampler: Resampler;
  readonly #approach = new Approach(SETTLE);
  /** Null where the generator has none: then she is shown as she was seen. */
  #extrapolator: Extrapolator | null;
  /** Time of the extrapolator's last frame. */
  #at: Seconds = 0;
  #latency: Seconds = 0;

  constructor(generator: Generator) {
    this.#generator = generator;
    this.#resampler = new Resampler(generator.fps);
    this.#extrapolator = generator.extrapolator?.() ?? null;
  }

  /** Takes in what was seen of her at `t`. */
  observe(t: Seconds, pose: Pose, view: RoomView, aspect: number): void {
    if (!this.#extrapolator) return;
    const seen = { ...pose, ...pose.detected };
    const motion = this.#completion.complete(seen, aspect);
    if (!motion || view.scale <= 0) return;
    const root = rootIn(view, seen.image, motion.body, aspect);
    const { frames, broken } = this.#resampler.push(t, { ...motion, root });
    if (broken) this.#extrapolator = this.#generator.extrapolator?.() ?? null;
    for (const timed of frames) {
      this.#extrapolator?.observe(timed.frame);
      this.#at = timed.t;
    }
  }

  /**
   * Where she is `latency` after `t`; null where that is not known, or no later than `t`.
   * @param image her joints as they are drawn at `t`. @param motion her body then.
   */
  show(
    t: Seconds,
    latency: Seconds,
    image: ImageJoints,
    motion: MotionFrame,
    view: RoomView,
    aspect: number,
  ): Foreseen | null {
    this.#latency += (latency - this.#latency) * this.#approach.share(t);
    if (this.#latency < LEAST || !this.#extrapolator) return null;
    const frames = (t + this.#latency - this.#at) * this.#generator.fps;
    const rest = { body: motion.body, root: rootIn(view, image, motion.body, aspect) };
    const ahead = this.#extrapolator.ahead(frames, rest);
    if (!ahead) return null;
    const bones = placementOf(rest);
    const change = placementOf(ahead.frame).map((value, i) => value - bones[i]!);
    // Less than a frame ahead is a part of one frame.
    believe(change, ahead.noise, Math.min(1, frames));
    const body = bodyOf(turned(bones, change));
    const shift = { x: change[ROOT]!, y: change[ROOT + 1]!, z: 0 };
    return {
      image: image.map(
        (point, joint) =>
          point && view.moved(point, add(shift, subtract(body[joint]!, motion.body[joint]!)), aspect),
      ),
      body,
      root: add(motion.root, shift),
    };
  }
}

/**
 * Middle of the hips in the room, sideways and upright as the picture shows it, from all joints that it shows: a body's
 * own is tied to its feet. How near she is does not show.
 */
function rootIn(view: RoomView, image: ImageJoints | null, body: BodyJoints, aspect: number): RoomPoint {
  let [x, y, count] = [0, 0, 0];
  image?.forEach((point, joint) => {
    const own = body[joint];
    if (!point || !own) return;
    const located = view.locate(point, aspect);
    x += located.x - own.x;
    y += located.y - own.y;
    count++;
  });
  return { x: x / Math.max(1, count), y: y / Math.max(1, count), z: 0 };
}

/** Leaves of each change, in place, the part that is no noise, and of that at most `most`. */
function believe(changes: Float32Array, noise: number, most: number): void {
  const half = HALF_BELIEVED.metres + HALF_BELIEVED.noise * noise;
  for (let at = 0; at < changes.length; at += 3) {
    // Depth, the noisiest, is not asked.
    const square = changes[at]! ** 2 + changes[at + 1]! ** 2;
    const part = (most * square) / (square + half ** 2);
    for (let axis = 0; axis < 3; axis++) changes[at + axis]! *= part;
  }
}

/**
 * Each bone changed, at the length that it has, in place. What the camera sees of it changes as it is said, and depth,
 * which a camera only infers, gives way.
 */
function turned(bones: Float32Array, change: Float32Array): Float32Array {
  for (let at = 0; at < ROOT; at += 3) {
    const length = vectorLength(bones[at]!, bones[at + 1]!, bones[at + 2]!);
    const [x, y, z] = [0, 1, 2].map((axis) => bones[at + axis]! + change[at + axis]!) as [
      number,
      number,
      number,
    ];
    const across = vectorLength(x, y, 0);
    const fit = Math.min(1, length / Math.max(across, 1e-6));
    const depth = Math.sqrt(Math.max(0, length ** 2 - (fit * across) ** 2));
    bones[at] = fit * x;
    bones[at + 1] = fit * y;
    bones[at + 2] = z < 0 ? -depth : depth;
  }
  return bones;
}
