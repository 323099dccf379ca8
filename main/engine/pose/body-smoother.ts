import type { BodyJoints, ImageJoints, Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Detection } from "./detector.ts";
import { OneEuroFilter, type OneEuroOptions } from "./one-euro.ts";

/** A 1 Euro filter for each joint of one body, in the image and in body space; scores pass through. */
export class BodySmoother {
  readonly #image: readonly OneEuroFilter[];
  readonly #body: readonly OneEuroFilter[];

  constructor(smoothing: OneEuroOptions) {
    const filters = () => Array.from({ length: JOINT_COUNT }, () => new OneEuroFilter(smoothing));
    this.#image = filters();
    this.#body = filters();
  }

  /** The filter of a joint that is missing starts afresh when it is back. @param scale picture heights a metre. */
  smooth(t: Seconds, { image, body }: Detection, aspect: number, scale: number): Detection {
    return {
      image: this.#smoothImage(t, image, aspect, scale),
      body: body && this.#smoothBody(t, body),
    };
  }

  reset(): void {
    for (const filter of this.#image) filter.reset();
    for (const filter of this.#body) filter.reset();
  }

  #smoothImage(t: Seconds, joints: ImageJoints, aspect: number, scale: number): ImageJoints {
    return joints.map((point, joint) => {
      const filter = this.#image[joint]!;
      if (!point) {
        filter.reset();
        return null;
      }
      filter.update(t, point.x * aspect, point.y, 0, scale);
      return { x: filter.x / aspect, y: filter.y, score: point.score };
    });
  }

  #smoothBody(t: Seconds, joints: BodyJoints): BodyJoints {
    return joints.map((point, joint) => {
      const filter = this.#body[joint]!;
      if (!point) {
        filter.reset();
        return null;
      }
      filter.update(t, point.x, point.y, point.z, 1);
      return { x: filter.x, y: filter.y, z: filter.z };
    });
  }
}
