import { cssMatrix, homographyTo } from "../../../shared/picture/homography.ts";
import {
  cornersOfPicture,
  edgesOfPicture,
  fillsScreen,
  isUpright,
  type Placement,
  UNPLACED,
} from "../../../shared/picture/placement.ts";
import type { PlanePoint, Quad } from "../../../shared/picture/quad.ts";
import type { Size } from "../view/stage-view.ts";
import { maskOf } from "./soft-edges.ts";

/** The elements of stage.html that the picture lies in, by their ids. */
export interface PictureParts {
  /** Of the window's size; what is masked is not lit. */
  readonly screen: HTMLElement;
  /** The picture, and the words over it. */
  readonly picture: HTMLElement;
}

/**
 * The picture as it lies on its screen: the browser's compositor bends it together with the words over it. A picture that
 * fills its screen has no style of its own, and costs nothing.
 */
export class PlacedPicture {
  readonly #parts: PictureParts;
  #placement: Placement = UNPLACED;

  constructor(parts: PictureParts) {
    this.#parts = parts;
    window.addEventListener("resize", () => this.place(this.#placement));
  }

  static of(page: Document): PlacedPicture {
    const part = (id: string) => page.getElementById(id)!;
    return new PlacedPicture({ screen: part("screen"), picture: part("picture") });
  }

  get placement(): Placement {
    return this.#placement;
  }

  /** Of the picture itself, before it is bent: as many pixels as its screen has. */
  readonly size = (): Size => {
    const [width, height] = [window.innerWidth, window.innerHeight];
    return isUpright(this.#placement) ? { width: height, height: width } : { width, height };
  };

  place(placement: Placement): void {
    this.#placement = placement;
    const { screen, picture } = this.#parts;
    const fills = fillsScreen(placement);
    document.body.classList.toggle("placed", !fills);
    picture.removeAttribute("style");
    screen.removeAttribute("style");
    if (fills) return;
    const { width, height } = this.size();
    const map = homographyTo(pixelsOf(cornersOfPicture(placement)) as unknown as Quad, width, height);
    const soft = maskOf(edgesOfPicture(placement), placement.gamma);
    Object.assign(picture.style, {
      ...{ inset: "0 auto auto 0", width: `${width}px`, height: `${height}px` },
      ...{ transformOrigin: "0 0", transform: cssMatrix(map) },
      ...(soft !== null && { maskImage: soft, maskComposite: "intersect" }),
    });
    if (placement.mask.length > 0)
      screen.style.clipPath = `polygon(${placement.mask.map(shareOf).join(", ")})`;
  }
}

/** From shares of the screen to its pixels. */
export function pixelsOf(points: readonly PlanePoint[]): readonly PlanePoint[] {
  return points.map(({ x, y }) => ({ x: x * window.innerWidth, y: y * window.innerHeight }));
}

const shareOf = ({ x, y }: PlanePoint) => `${(100 * x).toFixed(4)}% ${(100 * y).toFixed(4)}%`;
