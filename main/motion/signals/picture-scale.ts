import type { Figure } from "../../../shared/stage.ts";

/** Metres from the lowest to the highest joint: a body that lies or bends far is not measured. */
const LEAST = 0.5;
/** Weight of a frame in the running mean: bodies turn and joints are missed, while cameras seldom move. */
const LEARN = 0.05;

/** How large a body appears: picture heights a metre. */
export class PictureScale {
  #scale: number | null = null;

  /** Null until enough of the body was seen. */
  measure({ image, body }: Figure): number | null {
    let top = Number.POSITIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    for (let joint = 0; joint < image.length; joint++) {
      const point = image[joint];
      const place = body[joint];
      if (point == null || place == null || !Number.isFinite(point.y + place.y)) continue;
      top = Math.min(top, point.y);
      bottom = Math.max(bottom, point.y);
      high = Math.max(high, place.y);
      low = Math.min(low, place.y);
    }
    if (high - low > LEAST && bottom > top) {
      const now = (bottom - top) / (high - low);
      this.#scale = this.#scale === null ? now : this.#scale + (now - this.#scale) * LEARN;
    }
    return this.#scale;
  }
}
