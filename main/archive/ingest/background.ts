import type { Box } from "../../../shared/grid.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Luma } from "./unlikeness.ts";

/** Side of a block, and how far it is looked for, pixels of the small picture. */
const BLOCK = 12;
const REACH = 8;
/** Mean deviation of brightness of a block that can be told from its neighbours. */
const TEXTURE = 3;
/** A block has moved only where it fits so much better elsewhere: noise alone moves none. */
const BETTER = 0.8;
/** With fewer blocks nothing can be told. */
const FEWEST = 4;

/** A camera that turns slowly moves by less than a pixel from frame to frame: pictures so far apart are compared too. */
const SLOWLY: Seconds = 0.2;

interface Shown {
  readonly t: Seconds;
  readonly picture: Luma;
}

/** How fast the background of a film moves, by small pictures of it in the order of time. */
export class BackgroundSpeed {
  /** Of the last moment, oldest first. */
  #shown: Shown[] = [];

  /**
   * Lengths of the picture's longer side a second; 0 where nothing can be told.
   * @param people where they are, as shares of width and height.
   */
  show(t: Seconds, picture: Luma, people: readonly Box[]): number {
    const last = this.#shown.at(-1);
    const oldest = this.#shown[0];
    const speed = (from: Shown | undefined) =>
      from ? backgroundShift(from.picture, picture, people) / (t - from.t) : 0;
    const speeds = [speed(last), oldest === last ? 0 : speed(oldest)];
    this.#shown = [...this.#shown.filter((one) => one.t >= t - SLOWLY), { t, picture }];
    return Math.max(...speeds);
  }
}

/**
 * The median of how far the blocks of a picture have moved since another, those that people are in left out. In lengths of
 * the longer side; 0 where nothing can be told.
 */
function backgroundShift(before: Luma, now: Luma, people: readonly Box[]): number {
  const { width, height } = now;
  const shifts: number[] = [];
  for (let y = 0; y + BLOCK <= height; y += BLOCK) {
    for (let x = 0; x + BLOCK <= width; x += BLOCK) {
      if (people.some((box) => overlaps(box, x / width, y / height, BLOCK / width, BLOCK / height))) continue;
      if (textureOf(now, x, y) >= TEXTURE) shifts.push(shiftOf(before, now, x, y));
    }
  }
  if (shifts.length < FEWEST) return 0;
  shifts.sort((a, b) => a - b);
  return shifts[shifts.length >> 1]! / Math.max(width, height);
}

const overlaps = (box: Box, x: number, y: number, width: number, height: number): boolean =>
  x < box.x + box.width && x + width > box.x && y < box.y + box.height && y + height > box.y;

function textureOf({ width, data }: Luma, x: number, y: number): number {
  let sum = 0;
  for (let row = 0; row < BLOCK; row++)
    for (let column = 0; column < BLOCK; column++) sum += data[(y + row) * width + x + column]!;
  const mean = sum / BLOCK ** 2;
  let deviation = 0;
  for (let row = 0; row < BLOCK; row++)
    for (let column = 0; column < BLOCK; column++)
      deviation += Math.abs(data[(y + row) * width + x + column]! - mean);
  return deviation / BLOCK ** 2;
}

/** How far the block has moved. */
function shiftOf(before: Luma, now: Luma, x: number, y: number): number {
  const still = differenceAt(before, now, x, y, 0, 0, Number.POSITIVE_INFINITY);
  let [least, dx, dy] = [still, 0, 0];
  const [left, right] = [Math.max(-REACH, -x), Math.min(REACH, now.width - BLOCK - x)];
  const [up, down] = [Math.max(-REACH, -y), Math.min(REACH, now.height - BLOCK - y)];
  for (let v = up; v <= down; v++) {
    for (let u = left; u <= right; u++) {
      const difference = differenceAt(before, now, x, y, u, v, least);
      if (difference < least) [least, dx, dy] = [difference, u, v];
    }
  }
  return least < BETTER * still ? Math.hypot(dx, dy) : 0;
}

function differenceAt(
  before: Luma,
  now: Luma,
  x: number,
  y: number,
  dx: number,
  dy: number,
  most: number,
): number {
  const { width } = now;
  let sum = 0;
  for (let row = 0; row < BLOCK && sum <= most; row++) {
    const [p, q] = [(y + row) * width + x, (y + row + dy) * width + x + dx];
    for (let column = 0; column < BLOCK; column++)
      sum += Math.abs(now.data[p + column]! - before.data[q + column]!);
  }
  return sum;
}
