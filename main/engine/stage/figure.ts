import type { BodyJoints, ImageJoints, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import type { Figure } from "../../../shared/stage.ts";
import { type MotionFrame, meanDisplacement } from "../../motion/motion-frame.ts";

/** Time constant of the speeds. */
const SETTLE: Seconds = 0.1;

interface Previous {
  readonly t: Seconds;
  readonly motion: MotionFrame;
  readonly centre: { readonly x: number; readonly y: number };
}

/** Makes the figures of one body, frame by frame: adds velocity and energy to its joints. */
export class FigureMaker {
  #before: Previous | null = null;
  #velocity = { x: 0, y: 0 };
  #energy = 0;

  /** The body is elsewhere in the next frame, which is no speed. */
  cut(): void {
    this.#before = null;
  }

  /** @param height of the body in metres. @param aspect width / height of the picture. */
  make(
    t: Seconds,
    seen: { readonly image: ImageJoints; readonly body: BodyJoints; readonly motion: MotionFrame },
    height: number,
    aspect: number,
  ): Figure {
    const centre = centreOf(seen.image) ?? this.#before?.centre ?? { x: 0.5, y: 0.5 };
    const before = this.#before;
    if (before && t > before.t) {
      const dt = t - before.t;
      const share = approachFactor(dt, SETTLE);
      const energy = meanDisplacement(before.motion, seen.motion) / dt / height;
      this.#energy += (energy - this.#energy) * share;
      const [vx, vy] = [((centre.x - before.centre.x) * aspect) / dt, (centre.y - before.centre.y) / dt];
      this.#velocity = {
        x: this.#velocity.x + (vx - this.#velocity.x) * share,
        y: this.#velocity.y + (vy - this.#velocity.y) * share,
      };
    }
    if (!before || t > before.t) this.#before = { t, motion: seen.motion, centre };
    return {
      image: seen.image,
      body: seen.body,
      root: seen.motion.root,
      centre,
      velocity: this.#velocity,
      energy: this.#energy,
    };
  }
}

/** Middle of the hips, or of all seen joints where a hip is unknown. */
function centreOf(image: ImageJoints): { x: number; y: number } | null {
  const [left, right] = [image[J.left_hip], image[J.right_hip]];
  const points = left && right ? [left, right] : image.filter((point) => point !== null);
  if (points.length === 0) return null;
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
    y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
  };
}
