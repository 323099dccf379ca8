import type { ImageJoints, Seconds } from "../../../shared/pose.ts";
import { decayed } from "../../motion/inertialization.ts";

/** After so many half-lives nothing is left that could be seen. */
const OVER = 8;

/** How a body is drawn over a cut: on its way from where it was to where it is, instead of torn from the one to the other. */
export class Crossfade {
  readonly #halfLife: Seconds;
  #drawn: ImageJoints = [];
  #from: ImageJoints | null = null;
  #away: { readonly since: Seconds; readonly offsets: readonly Offset[] } | null = null;

  /** @param halfLife of what separates the two pictures. */
  constructor(halfLife: Seconds) {
    this.#halfLife = halfLife;
  }

  /** The next picture does not go on from the last. */
  cut(): void {
    this.#from = this.#drawn;
  }

  /** The joints as they are drawn at `t`; the same where nothing separates them from where they are. */
  show(t: Seconds, image: ImageJoints): ImageJoints {
    if (this.#from) this.#away = { since: t, offsets: offsetsOf(this.#from, image) };
    this.#from = null;
    if (this.#away && t - this.#away.since > OVER * this.#halfLife) this.#away = null;
    this.#drawn = this.#away ? this.#moved(t, image) : image;
    return this.#drawn;
  }

  #moved(t: Seconds, image: ImageJoints): ImageJoints {
    const { since, offsets } = this.#away!;
    const share = decayed(1, 0, Math.max(0, t - since), this.#halfLife);
    return image.map((point, joint) => {
      const { x, y } = offsets[joint]!;
      return point && { ...point, x: point.x + share * x, y: point.y + share * y };
    });
  }
}

interface Offset {
  readonly x: number;
  readonly y: number;
}

/** From where each joint is to where it was; none where it is known in only one of the two. */
function offsetsOf(from: ImageJoints, to: ImageJoints): readonly Offset[] {
  return to.map((point, joint) => {
    const before = from[joint];
    return point && before ? { x: before.x - point.x, y: before.y - point.y } : { x: 0, y: 0 };
  });
}
