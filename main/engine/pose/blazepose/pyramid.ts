import { chromaSide, i420Bytes } from "../../../../shared/i420.ts";
import type { ImageFrame } from "../../../../shared/pose.ts";

/** A picture in I420 planes, rows packed, as in `ImageFrame`. */
export type I420Picture = Pick<ImageFrame, "width" | "height" | "data">;

/**
 * A picture at full, half, quarter... size, each level made only when it is asked for. Sampling a level whose pixels
 * are about as large as those of the result keeps fine patterns from turning into noise. Levels are reused.
 */
export class Pyramid {
  #levels: Level[] = [];
  /** How many levels are made of the present picture already. */
  #made = 0;

  /** Takes in a picture; `picture.data` is read until the next call. */
  show(picture: I420Picture): void {
    const bottom = this.#levels[0];
    if (bottom?.width !== picture.width || bottom.height !== picture.height)
      this.#levels = levelsFor(picture);
    this.#levels[0]!.data = picture.data;
    this.#made = 1;
  }

  /** The picture itself. */
  get bottom(): Level {
    return this.#levels[0]!;
  }

  /** The smallest level on which a length of `pixels` of the picture still spans `samples` pixels. */
  levelFor(pixels: number, samples: number): Level {
    let wanted = 0;
    while (wanted + 1 < this.#levels.length && pixels / this.#levels[wanted + 1]!.scale >= samples) wanted++;
    for (; this.#made <= wanted; this.#made++)
      halve(this.#levels[this.#made - 1]!, this.#levels[this.#made]!);
    return this.#levels[wanted]!;
  }
}

export interface Level {
  readonly width: number;
  readonly height: number;
  /** Side of one pixel of this level, in pixels of the picture. */
  readonly scale: number;
  data: Uint8Array;
}

/** No network input is smaller than this. */
const SMALLEST = 224;

function levelsFor({ width, height, data }: I420Picture): Level[] {
  const levels: Level[] = [{ width, height, scale: 1, data }];
  for (let scale = 2; Math.max(width, height) / scale >= SMALLEST; scale *= 2) {
    const size = { width: Math.floor(width / scale), height: Math.floor(height / scale) };
    levels.push({ ...size, scale, data: new Uint8Array(i420Bytes(size.width, size.height)) });
  }
  return levels;
}

function halve(from: Level, to: Level): void {
  const chroma = (level: Level) => [chromaSide(level.width), chromaSide(level.height)] as const;
  const [fromWidth, fromHeight] = chroma(from);
  const [toWidth, toHeight] = chroma(to);
  const fromU = from.width * from.height;
  const toU = to.width * to.height;
  halvePlane(from.data, 0, from.width, from.height, to.data, 0, to.width, to.height);
  halvePlane(from.data, fromU, fromWidth, fromHeight, to.data, toU, toWidth, toHeight);
  const fromV = fromU + fromWidth * fromHeight;
  const toV = toU + toWidth * toHeight;
  halvePlane(from.data, fromV, fromWidth, fromHeight, to.data, toV, toWidth, toHeight);
}

/** Each pixel becomes the mean of four; where a side is odd, the last one counts twice. */
function halvePlane(
  from: Uint8Array,
  fromStart: number,
  fromWidth: number,
  fromHeight: number,
  to: Uint8Array,
  toStart: number,
  toWidth: number,
  toHeight: number,
): void {
  const last = fromWidth - 1;
  for (let y = 0, at = toStart; y < toHeight; y++) {
    const above = fromStart + 2 * y * fromWidth;
    const below = 2 * y + 1 < fromHeight ? above + fromWidth : above;
    for (let left = 0; left < 2 * toWidth; left += 2, at++) {
      const right = left < last ? left + 1 : left;
      to[at] =
        (from[above + left]! + from[above + right]! + from[below + left]! + from[below + right]! + 2) >> 2;
    }
  }
}
