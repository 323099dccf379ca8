import type { ImageJoints, ImagePoint, RoomPoint, Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { WeakPerspective } from "../pose/camera.ts";

/** Time constant with which the view follows the fitted camera: the partner must not shake with the dancer's joints. */
const SETTLE: Seconds = 0.6;

/**
 * How one dancer's room is drawn into the picture: its scale, and the floor that dancer and partner share. In picture
 * heights, as the fitted camera.
 */
export class RoomView {
  #scale = 0;
  /** Where x = 0 and y = 0 of the room are drawn. */
  #x = 0;
  #floor = 0;
  #approach = new Approach(SETTLE);

  /** Picture heights a metre; 0 before the first fit. */
  get scale(): number {
    return this.#scale;
  }

  /** The next picture is of another room, or shows it from elsewhere: it counts at once. */
  cut(): void {
    this.#approach = new Approach(SETTLE);
  }

  /** Takes in the camera fitted to the live dancer and where her hips are in the room. */
  update(t: Seconds, fit: WeakPerspective, root: RoomPoint): void {
    const share = this.#approach.share(t);
    this.#scale += (fit.scale - this.#scale) * share;
    this.#x += (fit.x - this.#scale * root.x - this.#x) * share;
    this.#floor += (fit.y + this.#scale * root.y - this.#floor) * share;
  }

  /** Where the floor is drawn, image space. */
  get floor(): number {
    return this.#floor;
  }

  /** Where in the room a point of the picture is, as far as it tells: to the camera's right and above the floor, metres. */
  locate({ x, y }: { readonly x: number; readonly y: number }, aspect: number): { x: number; y: number } {
    return { x: (x * aspect - this.#x) / this.#scale, y: (this.#floor - y) / this.#scale };
  }

  /** A joint of the picture that is moved in the room by `way`, metres. */
  moved(point: ImagePoint, way: { readonly x: number; readonly y: number }, aspect: number): ImagePoint {
    return {
      x: point.x + (this.#scale * way.x) / aspect,
      y: point.y - this.#scale * way.y,
      score: point.score,
    };
  }

  /**
   * A body in the room as joints of the picture.
   * @param sideways metres that it is moved to the camera's right. @param size factor. @param score of every joint.
   */
  project({ body, root }: MotionFrame, sideways: number, aspect: number, size = 1, score = 1): ImageJoints {
    return body.map((point) => ({
      x: (this.#x + this.#scale * (root.x + sideways + size * point.x)) / aspect,
      y: this.#floor - this.#scale * size * (root.y + point.y),
      score,
    }));
  }
}
