import type { BodyJoints, ImageJoints, RoomPoint } from "../../shared/pose.ts";

/** Height of the dancer of an imported take, metres, and which share of the picture's height that is. */
const STATURE = 1.7;
const BODY_SHARE = 0.55;
/** Where the floor is drawn, in picture heights from the top, and how near a dancer comes to the sides. */
const FLOOR = 0.9;
const MARGIN = 0.05;

/**
 * A camera that stands still and shows a dance known only in the room: weak perspective, the floor in view, turned
 * to the middle of her path, and as far away as the path is wide.
 */
export class RoomCamera {
  readonly #aspect: number;
  #left = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;

  /** @param aspect width / height of the picture. */
  constructor(aspect: number) {
    this.#aspect = aspect;
  }

  /** Takes in a body that is to be in the picture. */
  frame(body: BodyJoints, root: RoomPoint | null): void {
    const x = root?.x ?? 0;
    for (const point of body) {
      if (!point) continue;
      this.#left = Math.min(this.#left, x + point.x);
      this.#right = Math.max(this.#right, x + point.x);
    }
  }

  /** Where the joints are in the picture; somebody without a place in the room stands on her lower foot. */
  project(body: BodyJoints, root: RoomPoint | null): ImageJoints {
    const width = this.#aspect * (1 - 2 * MARGIN);
    const scale = Math.min(BODY_SHARE / STATURE, width / (this.#right - this.#left));
    const middle = (this.#left + this.#right) / 2;
    const { x, y } = root ?? { x: 0, y: -Math.min(...body.map((point) => point?.y ?? 0)) };
    return body.map(
      (point) =>
        point && {
          x: 0.5 + (scale * (x + point.x - middle)) / this.#aspect,
          y: FLOOR - scale * (y + point.y),
          score: 1,
        },
    );
  }
}
